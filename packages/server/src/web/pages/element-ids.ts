// Ids of what the interrupt page shows: `#FIELD`, `#FIELD-value`, and each link button's label in lower case without
// spaces (D18), where that is a usable id.
import type { ShownField, ShownLink } from './views.ts';

/** Ids that the interrupt page gives out itself, and those of its frame. */
const TAKEN = [
  'content', 'interruptMessage', 'interruptLinks', 'formlinks', 'linkToRedirect', 'attributesTable', 'fm1', 'proceed',
  'cancel', 'logout', 'autoRedirect', 'autoRedirectTo', 'secondsLeft', 'formstay', 'stay',
]; // prettier-ignore

// A control whose id is a member of its form hides that member (`form.submit` would be the button), so these are no ids
// for link buttons. Every lower-case member of HTMLFormElement and what it inherits, as Chromium lists them; the rest
// have capitals, which a label in lower case cannot have. `on…` is refused by its beginning.
const FORM_MEMBERS = new Set(
  `__proto__ action after animate append attributes autocapitalize autocomplete autocorrect autofocus before blur
  children click closest constructor contains dataset dir draggable elements encoding enctype execution focus hidden id
  inert lang length link matches method name nonce normalize part popover prefix prepend pseudo rel remove reset role
  scroll slot spellcheck style submit target title translate when`.split(/\s+/),
);

export interface InterruptIds {
  /** By position in `data`; null when the name is no usable id. */
  readonly fields: readonly { readonly name: string | null; readonly value: string | null }[];
  /** By position in `links`. */
  readonly links: readonly (string | null)[];
}

/** Gives every id once. Fields go before links: the table's ids are the names as they stand. */
export function interruptIds(data: readonly ShownField[], links: readonly ShownLink[]): InterruptIds {
  const taken = new Set(TAKEN);
  const claim = (id: string): string | null => {
    if (id === '' || /\s/.test(id) || taken.has(id)) return null;
    taken.add(id);
    return id;
  };
  return {
    fields: data.map(({ name }) => ({ name: claim(name), value: claim(`${name}-value`) })),
    links: links.map(({ label }) => {
      const id = label.toLowerCase().replaceAll(/\s/g, '');
      return FORM_MEMBERS.has(id) || id.startsWith('on') ? null : claim(id);
    }),
  };
}
