"""Tags for the templates: `{% load look %}`."""
