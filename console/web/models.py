"""The console's own tables: who may sign in, and who took which flag on.

They name the ledger's rows without a foreign key: the ledger alone decides when a row of its own goes.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from console.web.roles import RIGHTS, Right, Role


class Users(BaseUserManager["User"]):
    """Users by the name with which they sign in."""


class User(AbstractBaseUser):
    """Somebody who may sign in: one role, and a municipality where the role has one."""

    name = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=12, choices=Role.choices)
    municipality = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    shortcuts = models.BooleanField(default=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "name"

    def has(self, right: Right) -> bool:
        """Whether the role has this right."""
        return right is Right.OPEN or (self.is_active and right in RIGHTS.get(self.role, ()))

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A flag that somebody took on."""

    flag = models.CharField(primary_key=True, max_length=40)
    user = models.ForeignKey(User, models.CASCADE)
    at = models.DateTimeField()
