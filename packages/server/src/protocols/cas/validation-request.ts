// The parameters of a validation, parsed once (CAS Protocol §2.5.1).

/** What a validating application asks for. */
export interface Wish {
  readonly ticket: string | null;
  readonly service: string | null;
  readonly renew: boolean;
  readonly format: 'JSON' | 'XML';
  /** A `pgtUrl` came along. */
  readonly wantsProxying: boolean;
  /** Why the request cannot be answered at all, or null. */
  readonly refusal: string | null;
}

const ONCE = ['ticket', 'service', 'renew', 'format', 'pgtUrl'] as const;

export function readValidationRequest(url: string, form: URLSearchParams | null): Wish {
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark === -1 ? '' : url.slice(mark));
  // The same value in address and form is no repetition (CAS-12).
  const values = (name: string): readonly string[] => {
    const posted = form?.getAll(name) ?? [];
    const asked = query.getAll(name);
    return asked.length === 1 && posted.length === 1 && asked[0] === posted[0]
      ? asked
      : [...asked, ...posted];
  };
  const said = (name: string): string | null => {
    const [value = ''] = values(name);
    return value === '' ? null : value;
  };
  const format = said('format')?.toUpperCase() ?? 'XML';
  const twice = ONCE.find((name) => values(name).length > 1);
  return {
    ticket: said('ticket'),
    service: said('service'),
    renew: values('renew').length > 0,
    format: format === 'JSON' ? 'JSON' : 'XML',
    wantsProxying: said('pgtUrl') !== null,
    refusal: refusal(format, twice),
  };
}

function refusal(format: string, twice: string | undefined): string | null {
  if (twice !== undefined) return `The parameter '${twice}' may be given once only.`;
  return ['JSON', 'XML'].includes(format) ? null : "The parameter 'format' must be XML or JSON.";
}
