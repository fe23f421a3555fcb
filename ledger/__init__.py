"""The table in the middle: models, migrations and the doors to them. The only ORM outside the console."""
