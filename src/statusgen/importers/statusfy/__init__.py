"""Statusfy: a status page from markdown files with front matter.

Its guide and its source (github.com/juliomrqz/statusfy) say:

- `content/*.md` are the incidents in the default language, `content/<language>/*.md` their translations;
- front matter in YAML, or in JSON or TOML behind `---json` and `---toml`: id, title, description, date, modified,
  severity, affectedsystems, resolved, and for planned work scheduled and duration (minutes);
- an update is a container `::: update Title | 2018-02-06T01:24:45.752Z`, closed by `:::`;
- an incident stands at `/incidents/<id>`, translations below `/<language>/`; without an id of its own it has the hash
  of its file's name;
- `config.js`, or `config.json`, `.yml` or `.toml`, names the systems, `locales/<language>.json` what people call them.
"""
