"""Organisations and their services: what a person is sent to, and what abilities may speak about."""

from sqlmodel import Field, SQLModel, UniqueConstraint

ACTIVE, RETIRED = "active", "retired"


class Organisation(SQLModel, table=True):
    """Who offers services. Everything else that is known about it belongs to the directory."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("source", "source_id"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    source_id: str  # as in the source
    uuid: str
    name: str
    digest: str = ""  # of all that the source says about it: tells whether an import changes it


class Service(SQLModel, table=True):
    """What an organisation offers to people."""

    __tablename__ = "service"
    __table_args__ = (UniqueConstraint("source", "source_id"),)
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="SET NULL", index=True)
    source: str
    source_id: str  # as in the source
    uuid: str
    name: str
    status: str = ACTIVE  # HSDS: active, inactive, defunct, temporarily closed; or retired: gone from its source
    digest: str = ""  # of all that the source says about it: tells whether an import changes it
    revision: int = Field(default=0, index=True)  # of the directory, when it changed last
