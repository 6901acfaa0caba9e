"""What HSDS 3 says of its tables: their columns, what has to be in them, and what points where.

Facts from the specification (3.0, and 3.1 for service_capacity, units and url). A column is written `name:type*`, where
the type is `string` unless it is said and `*` is what has to be filled.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

FORMATS = frozenset({"uuid", "email", "uri"})  # said of strings
ENUMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": ("active", "inactive", "defunct", "temporarily closed"),
        "location_type": ("physical", "postal", "virtual"),
        "address_type": ("physical", "postal", "virtual"),
        "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
        "freq": ("WEEKLY", "MONTHLY"),
    }
)
# Each table, what the specification calls a row of it, and its columns after `id`.
WRITTEN = """
organizations (organization):
    name* alternate_name description* email:email website:uri tax_status tax_id year_incorporated:number
    legal_status logo uri:uri parent_organization_id:uuid
programs (program):
    organization_id:uuid* name* alternate_name description*
services (service):
    organization_id:uuid* program_id:uuid name* alternate_name description url:uri email:email status*
    interpretation_services application_process fees_description wait_time fees accreditations
    eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses
    alert last_modified:datetime
locations (location):
    location_type* url:uri organization_id:uuid name alternate_name description transportation latitude:number
    longitude:number external_identifier external_identifier_type
service_at_location (service_at_location):
    service_id:uuid* location_id:uuid* description
addresses (address):
    location_id:uuid attention address_1* address_2 city* region state_province* postal_code* country* address_type*
contacts (contact):
    organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title department
    email:email
phones (phone):
    location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid number*
    extension:number type description
languages (language):
    service_id:uuid location_id:uuid phone_id:uuid name code note
schedules (schedule):
    service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date dtstart:date
    timezone:number until:date count:number wkst freq interval:number byday byweekno bymonthday byyearday
    description opens_at:time closes_at:time schedule_link:uri attending_type notes
service_areas (service_area):
    service_id:uuid service_at_location_id:uuid name description extent extent_type uri
cost_options (cost_option):
    service_id:uuid* valid_from:date valid_to:date option currency amount:number amount_description
required_documents (required_document):
    service_id:uuid document uri:uri
funding (funding):
    organization_id:uuid service_id:uuid source
accessibility (accessibility):
    location_id:uuid description details url:uri
organization_identifiers (organization_identifier):
    organization_id:uuid* identifier_scheme identifier_type* identifier*
service_capacity (service_capacity):
    service_id:uuid* unit_id:uuid* available:number* maximum:number description updated:datetime*
units (unit):
    name* scheme identifier uri:uri
url (url):
    label url:uri* organization_id:uuid service_id:uuid
taxonomies (taxonomy):
    name* description* uri:uri version
taxonomy_terms (taxonomy_term):
    code name* description* parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri
attributes (attribute):
    link_id:uuid* taxonomy_term_id:uuid* link_type link_entity* value label
metadata (metadata):
    resource_id:uuid* resource_type* last_action_date:date* last_action_type* field_name* previous_value*
    replacement_value* updated_by*
meta_table_descriptions (meta_table_description):
    name language character_set
"""
# The table whose `id` a column holds.
POINTERS: Mapping[str, str] = MappingProxyType(
    {
        "organization_id": "organizations",
        "program_id": "programs",
        "service_id": "services",
        "location_id": "locations",
        "service_at_location_id": "service_at_location",
        "contact_id": "contacts",
        "phone_id": "phones",
        "taxonomy_id": "taxonomies",
        "taxonomy_term_id": "taxonomy_terms",
        "unit_id": "units",
    }
)
# What objects call the rows of a table that belong to them. The first name of a table is the one that is written.
NESTED: Mapping[str, str] = MappingProxyType(
    {
        "phones": "phones",
        "languages": "languages",
        "schedules": "schedules",
        "contacts": "contacts",
        "service_areas": "service_areas",
        "service_at_locations": "service_at_location",
        "addresses": "addresses",
        "accessibility": "accessibility",
        "cost_options": "cost_options",
        "required_documents": "required_documents",
        "capacities": "service_capacity",
        "funding": "funding",
        "organization_identifiers": "organization_identifiers",
        "attributes": "attributes",
        "additional_urls": "url",
        "additional_websites": "url",
        "programs": "programs",
        "locations": "locations",
        "services": "services",
        "metadata": "metadata",
    }
)
# What objects call the one row that a column points to.
SINGLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "organization": ("organizations", "organization_id"),
        "program": ("programs", "program_id"),
        "service": ("services", "service_id"),
        "location": ("locations", "location_id"),
        "taxonomy_term": ("taxonomy_terms", "taxonomy_term_id"),
        "taxonomy_detail": ("taxonomies", "taxonomy_id"),
        "unit": ("units", "unit_id"),
    }
)
# The columns by which rows belong to what they are nested in.
OWNED_BY: Mapping[str, str] = MappingProxyType(
    {
        "services": "service_id",
        "organizations": "organization_id",
        "locations": "location_id",
        "service_at_location": "service_at_location_id",
        "contacts": "contact_id",
        "phones": "phone_id",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str = "string"
    format: str = "default"
    required: bool = False
    unique: bool = False

    @property
    def enum(self) -> tuple[str, ...]:
        """What may stand in it; anything where nothing is listed."""
        return ENUMS.get(self.name, ())


def _column(written: str) -> Column:
    name, _, kind = written.rstrip("*").partition(":")
    form = kind if kind in FORMATS else "default"
    kind = "string" if kind in FORMATS else kind or "string"
    return Column(name, kind, form, required=written.endswith("*"), unique=written == "code")


def _tables() -> Iterator[tuple[str, str, str]]:
    """Go through the tables: their names, those of their rows, and their columns as written."""
    for found in TABLE.finditer(WRITTEN):
        yield found["table"], found["row"], found["columns"]


TABLE = re.compile(r"^(?P<table>\w+) \((?P<row>\w+)\):\n(?P<columns>(?:    .+\n)+)", re.MULTILINE)
ID = Column("id", format="uuid", required=True, unique=True)
RESOURCES: Mapping[str, str] = MappingProxyType({table: row for table, row, _ in _tables()})
COLUMNS: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        table: MappingProxyType({one.name: one for one in (ID, *map(_column, columns.split()))})
        for table, _, columns in _tables()
    }
)
