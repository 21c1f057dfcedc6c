// The links of one payload as the page shows them, and whether an answer names one of them (D4, D20).
import type { InterruptResponse } from '../response.ts';
import { judgeLink, type LinkRefusal, type SafeUrl } from './safe-url.ts';

export interface ShownLink {
  /** As the payload spells it. */
  readonly raw: string;
  readonly url: SafeUrl;
}

export interface JudgedLinks {
  /** By label, in the order of the payload. */
  readonly shown: ReadonlyMap<string, ShownLink>;
  /** Left out of the page; to be logged and counted, without the address. */
  readonly dropped: readonly { readonly label: string; readonly reason: LinkRefusal }[];
  /** Target of an automatic redirect: the payload's first link, `null` when there is none or it was left out (D21). */
  readonly first: SafeUrl | null;
  /** The address to go to when `link` is a shown one, by its url or its raw spelling; else `null` (INT-69). */
  followed(link: string): SafeUrl | null;
}

export function judgedLinks({ links }: Pick<InterruptResponse, 'links'>): JudgedLinks {
  const shown = new Map<string, ShownLink>();
  const dropped: { readonly label: string; readonly reason: LinkRefusal }[] = [];
  for (const [label, raw] of links) {
    const judgement = judgeLink(raw);
    if (judgement.ok) shown.set(label, { raw, url: judgement.url });
    else dropped.push({ label, reason: judgement.reason });
  }
  const [firstLabel] = links.keys();
  const first = firstLabel === undefined ? null : (shown.get(firstLabel)?.url ?? null);
  const followed = (link: string): SafeUrl | null => {
    const all = [...shown.values()];
    return (all.find(({ url }) => url === link) ?? all.find(({ raw }) => raw === link))?.url ?? null;
  };
  return { shown, dropped, first, followed };
}
