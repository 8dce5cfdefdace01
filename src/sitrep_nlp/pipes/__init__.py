"""The spaCy components, in pipeline order: zones, identifiers, decrees, dates, quantities, organizations, groups,
places, relations. Each knows only the Doc."""
