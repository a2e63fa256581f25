"""The field's words as data and typed values: indicators, units, numerals, periods, places, comparators."""
