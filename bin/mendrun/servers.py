"""Starts the two bundled servers of an instance together."""

from dataclasses import dataclass

from mendrun.instance import Instance
from mendrun.postgres import Postgres
from mendrun.redis import Redis
from mendrun.supervisor import Supervisor


@dataclass(frozen=True)
class Servers:
    """PostgreSQL and Redis of one instance."""

    postgres: Postgres
    redis: Redis

    @classmethod
    def of(cls, instance: Instance) -> "Servers":
        return cls(Postgres(instance), Redis(instance))

    def start(self, supervisor: Supervisor) -> bool:
        """Both, answering and with their roles; True when the database is new."""
        new = self.postgres.cluster.prepare()
        postgres, redis = self.postgres.start(supervisor), self.redis.start(supervisor)
        self.postgres.wait(postgres)
        self.postgres.make_roles(self.postgres.instance.secrets())
        self.postgres.read_catalogue()
        self.redis.wait(redis)
        return new
