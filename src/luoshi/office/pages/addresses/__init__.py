"""The addresses of the pages, a module a room: `urlpatterns`, with names that no other room uses."""
