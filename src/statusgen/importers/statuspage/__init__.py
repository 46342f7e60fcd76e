"""Statuspage: the v2 API of a commercial status page, and dumps in its shape."""
