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
  const parameters = new URLSearchParams(mark === -1 ? '' : url.slice(mark));
  for (const [name, value] of form ?? []) parameters.append(name, value);
  const said = (name: string): string | null => {
    const value = parameters.get(name);
    return value === null || value === '' ? null : value;
  };
  const format = said('format')?.toUpperCase() ?? 'XML';
  const twice = ONCE.find((name) => parameters.getAll(name).length > 1);
  return {
    ticket: said('ticket'),
    service: said('service'),
    renew: parameters.has('renew'),
    format: format === 'JSON' ? 'JSON' : 'XML',
    wantsProxying: said('pgtUrl') !== null,
    refusal: refusal(format, twice),
  };
}

function refusal(format: string, twice: string | undefined): string | null {
  if (twice !== undefined) return `The parameter '${twice}' may be given once only.`;
  return format === 'JSON' || format === 'XML' ? null : "The parameter 'format' must be XML or JSON.";
}
