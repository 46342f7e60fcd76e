// The site of a test: https://example.com
const shared = require('./shared');
module.exports = {
  title: 'Lantern',
  baseUrl: 'https://status.lantern.example',
  defaultLocale: 'en',
  locales: [{ code: 'en', iso: 'en-US', name: 'English' }, { code: 'es', iso: 'es-ES', name: 'Español' }],
  content: {
    frontMatterFormat: 'yaml',
    systems: ['till', "post-office", ...shared.systems /* , 'old' */],
  },
};
