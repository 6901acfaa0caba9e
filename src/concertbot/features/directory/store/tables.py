"""The directory's tables beside the shared nouns: objects as they are in the source, and what an import stages."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table
from sqlmodel import SQLModel

from concertbot.domain.services import Organisation, Service

SERVICE = SQLModel.metadata.tables[str(Service.__tablename__)]
ORGANISATION = SQLModel.metadata.tables[str(Organisation.__tablename__)]

# Rows are written once. Those of an import are seen when its source says that it is the live one.
OBJECT = Table(
    "directory_object",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("entry", String, nullable=False),  # of services: what a lookup shows of it, as JSON
    Index("ix_directory_object_found", "source", "kind", "source_id", "import_id"),
    Index("ix_directory_object_import", "import_id"),
)
# What an import will make of services and organisations; empty between two.
STAGED = Table(
    "directory_staged",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("uuid", String, nullable=False),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("organisation", String, nullable=False),  # its id in the source
    Index("ix_directory_staged_found", "import_id", "kind", "source", "source_id"),
)
