"""The commands, a module a group; each module adds its own to the application."""
