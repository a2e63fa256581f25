"""The office for programs: the same actions and lists as the pages, under /api/.

A room's part is `api/<room>.py` with a `router` (django-ninja), which `urls` mounts under `/api/<room>`:

    router = Router(tags=["forms"])

    @router.get("", response=list[FormOut], operation_id="list_forms")
    @paged
    def forms(request: Any) -> QuerySet[Form]:
        enter(request, "reporting.see")                 # a role somewhere; the rows by `within(request.actor, …)`
        ...

    @router.post("", response={201: FormOut}, operation_id="create_form")
    def create(request: Any, wanted: FormIn) -> Any:
        return Status(201, act(request, CreateForm(**wanted.dict())))

What goes wrong is raised, as everywhere (`NotFound`, `Invalid`, …); `problems` makes problem details of it.
"""
