// Follows a page with statuspage.js and prints each event as one line of JSON.
//
// node follow.cjs ADDRESS: polls once at the start, and once for each line on standard input. A poll is the client's
// own: its timer is only never waited for.

'use strict';

const axios = require('axios');

// The client knows only pages on statuspage.io. What it asks for is left as it is; the host is ours.
const send = axios.defaults.adapter;
axios.defaults.adapter = (config) => send({...config, baseURL: process.argv[2] + 'api/v2', proxy: false});

const {StatuspageUpdates} = require('statuspage.js');

const NEVER = 2 ** 30;
const tell = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const client = new StatuspageUpdates('scarfshop', NEVER);
client.on('incident_update', (incident) =>
  tell({event: 'incident_update', incident: incident.name, ...incident.incident_updates[0]}));

async function poll() {
  client.stop();
  await client.start();
  tell({event: 'polled'});
}

let last = poll();
require('readline').createInterface({input: process.stdin})
  .on('line', () => { last = last.then(poll); })
  .on('close', () => last.then(() => client.stop()));
