"""The pages of places and bodies: the tree on a day, a node with its history, and the forms that change them."""
