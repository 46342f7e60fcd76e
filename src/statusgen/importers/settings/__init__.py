"""Adding components to the settings of a site."""
