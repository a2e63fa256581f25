"""The methods of scoring by name. `scoring.md` in the reference has the formula, the source and an example of each."""

from __future__ import annotations

from luoshi.assessing.scoring.methods import bands, both, completion, efficacy, extras, goal, race, ratio, steps
from luoshi.assessing.scoring.methods.method import Method, Params

_ALL = (goal, race, both, steps, ratio, efficacy, bands, completion)

#: The methods an indicator may have.
METHODS: dict[str, Method] = {module.METHOD.name: module.METHOD for module in _ALL}
#: What stands beside the weights.
EXTRAS: dict[str, Method] = {method.name: method for method in (extras.BONUS, extras.MALUS)}
GATE = extras.GATE_METHOD

__all__ = ["EXTRAS", "GATE", "METHODS", "Method", "Params"]
