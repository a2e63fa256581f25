"""The pages of people: the list, somebody with their roles, and the forms that invite, grant and switch off."""
