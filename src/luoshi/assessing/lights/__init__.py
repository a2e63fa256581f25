"""Red, yellow and green: lights by rule sets that are data.

`load` reads and checks a rule set, `light` gives each row of a frame its light with the rule and the reason; `word`
has the name, sign and colours of a light for whatever shows it.
"""

from luoshi.assessing.lights.lighting import light
from luoshi.assessing.lights.loading import load, names, read
from luoshi.assessing.lights.ruleset import Column, Memory, Rule, RuleSet
from luoshi.assessing.lights.words import Word, word, words
from luoshi.assessing.rulefiles import RuleError

__all__ = [
    "Column",
    "Memory",
    "Rule",
    "RuleError",
    "RuleSet",
    "Word",
    "light",
    "load",
    "names",
    "read",
    "word",
    "words",
]
