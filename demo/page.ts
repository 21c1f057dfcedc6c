// The pages of the demonstration's applications: one look, and text that cannot become markup.
import type { ServerResponse } from 'node:http';

// Colours are the system's own, light and dark; names and values stand beside each other where there is room.
const STYLE = `:root{color-scheme:light dark;background:Canvas;color:CanvasText}
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1rem 2rem}
dt{font-weight:600}dd{margin:0}
summary{cursor:pointer}summary,button{padding:.5rem 0}button{font:inherit;padding:.5rem 1rem}
.note{font-size:.875rem}`;

/** `body` is HTML; whatever came from outside has gone through `escaped`. */
export function sendPage(response: ServerResponse, title: string, body: string): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`);
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
