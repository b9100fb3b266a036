"""How Django writes dates where the pages do not do it themselves: on the desk."""
