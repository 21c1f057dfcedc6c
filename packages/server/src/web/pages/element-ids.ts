// Ids of what the interrupt page shows: `#FIELD`, `#FIELD-value`, and each link button's label in lower case without
// spaces (D18), where that is a usable id.
import type { ShownField, ShownLink } from './views.ts';

/** Ids that every interrupt page gives out itself, and those of its frame. */
const TAKEN = [
  'content', 'interruptMessage', 'interruptLinks', 'formlinks', 'linkToRedirect', 'attributesTable', 'changed',
]; // prettier-ignore

/** What else the page at hand gives out: only what is there takes a name away from a link (D36). */
export interface PageParts {
  readonly blocked: boolean;
  readonly logout: boolean;
  readonly redirect: boolean;
}

const ORDINARY: PageParts = { blocked: false, logout: false, redirect: false };

function takenOn({ blocked, logout, redirect }: PageParts): Set<string> {
  return new Set([
    ...TAKEN,
    ...(blocked ? ['cancel'] : ['fm1', 'proceed']),
    ...(logout ? ['logout'] : []),
    ...(redirect ? ['autoRedirect', 'autoRedirectTo', 'secondsLeft', 'formstay', 'stay'] : []),
  ]);
}

// A control whose id is a member of its form hides that member (`form.submit` would be the button), so these are no ids
// for link buttons. Every lower-case member of HTMLFormElement and what it inherits, as Chromium lists them; the rest
// have capitals, which a label in lower case cannot have. `on…` is refused by its beginning.
const FORM_MEMBERS = new Set(
  `__proto__ action after animate append attributes autocapitalize autocomplete autocorrect autofocus before blur
  children click closest constructor contains dataset dir draggable elements encoding enctype execution focus hidden id
  inert lang length link matches method name nonce normalize part popover prefix prepend pseudo rel remove reset role
  scroll slot spellcheck style submit target title translate when`.split(/\s+/),
);

export interface FieldIds {
  /** On the name's own element and the value's: the name as it stands, as in the reference. */
  readonly name: string | null;
  readonly value: string | null;
  /** Around them, for a name with white space, which no `#selector` can hold: the same without it. */
  readonly plainName: string | null;
  readonly plainValue: string | null;
}

export interface InterruptIds {
  /** By position in `data`; null when the name is no usable id. */
  readonly fields: readonly FieldIds[];
  /** By position in `links`. */
  readonly links: readonly (string | null)[];
}

/** Gives every id once. Fields go before links: the table's ids are the names as they stand. */
export function interruptIds(
  data: readonly ShownField[],
  links: readonly ShownLink[],
  page: PageParts = ORDINARY,
): InterruptIds {
  const taken = takenOn(page);
  const claim = (id: string): string | null => {
    if (id === '' || taken.has(id)) return null;
    taken.add(id);
    return id;
  };
  const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
  // Names as they stand have the first claim.
  const whole = data.map(({ name }) =>
    squeezed(name) === ''
      ? { name: null, value: null }
      : { name: claim(name), value: claim(`${name}-value`) },
  );
  return {
    fields: data.map(({ name }, position) => {
      const plain = squeezed(name);
      const spaced = plain !== name && plain !== '';
      return {
        ...(whole[position] ?? { name: null, value: null }),
        plainName: spaced ? claim(plain) : null,
        plainValue: spaced ? claim(`${plain}-value`) : null,
      };
    }),
    links: links.map(({ label }) => {
      const id = squeezed(label).toLowerCase();
      return FORM_MEMBERS.has(id) || id.startsWith('on') ? null : claim(id);
    }),
  };
}
