"""From a view to what is published: functions that return bytes or HTML and write nothing."""
