// The pages of the demonstration's applications: one look, and text that cannot become markup.
import type { ServerResponse } from 'node:http';

/** `body` is HTML; whatever came from outside has gone through `escaped`. */
export function sendPage(response: ServerResponse, title: string, body: string): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body{font:1rem/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
th{text-align:start;padding-inline-end:2rem;font-weight:500;vertical-align:top}td{overflow-wrap:anywhere}
button{font:inherit;padding:.5rem 1rem}</style></head>
<body><h1>${title}</h1>${body}</body></html>`);
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
