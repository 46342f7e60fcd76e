// Reads feeds with feedsmith and prints, for each address given, one line of JSON: what the reader understood.

'use strict';

const {parseFeed} = require('feedsmith');

const readers = {
  rss: (feed) => ({
    title: feed.title, language: feed.language, ttl: feed.ttl,
    self: feed.atom.links.find((link) => link.rel === 'self').href,
    entries: (feed.items || []).map((item) => ({
      id: item.guid.value, title: item.title, link: item.link, at: item.pubDate, html: item.description,
      categories: (item.categories || []).map((category) => category.name),
    })),
  }),
  atom: (feed) => ({
    title: feed.title.value,
    self: feed.links.find((link) => link.rel === 'self').href,
    entries: (feed.entries || []).map((entry) => ({
      id: entry.id, title: entry.title.value, link: entry.links[0].href, at: entry.published, html: entry.content.value,
      categories: (entry.categories || []).map((category) => category.label),
    })),
  }),
  json: (feed) => ({
    title: feed.title, language: feed.language, self: feed.feed_url,
    entries: (feed.items || []).map((item) => ({
      id: item.id, title: item.title, link: item.url, at: item.date_published, html: item.content_html,
      categories: item.tags,
    })),
  }),
};

(async () => {
  for (const address of process.argv.slice(2)) {
    const {format, feed} = parseFeed(await (await fetch(address)).text());
    process.stdout.write(JSON.stringify({format, ...readers[format](feed)}) + '\n');
  }
})();
