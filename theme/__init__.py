"""The look of the site: templates, style sheets and scripts."""
