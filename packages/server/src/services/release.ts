// What an application is told about a person: its `attributeReleasePolicy` (CAS-62).
import type { Attributes, AttributeValue, Authentication } from '@vestibule/interrupt';
import { z } from 'zod';
import { readAttributeFilter, type ValueFilter } from './attribute-filter.ts';
import { asksNothing } from './asks-nothing.ts';
import { isMembers, kindOf, type Members, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';
import { filled, readMembers, text, texts, textsByName, truth, whole } from './members.ts';
import type { AttributeRelease } from './registered-service.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

const PATH = 'attributeReleasePolicy';

type Released = readonly (readonly [name: string, values: readonly AttributeValue[]])[];
/** Under which names a person's attributes go out, and their values. */
type Selection = (attributes: Attributes) => Released;

interface Policy {
  readonly select: Selection;
  readonly idAttribute: string | null;
  readonly filter: ValueFilter | null;
  readonly authenticationAttributes: boolean;
}

/** Nothing of the person, only what belongs to the authentication (as Apereo CAS 7.0.0 does). */
const WITHOUT_POLICY: Policy = {
  select: () => [],
  idAttribute: null,
  filter: null,
  authenticationAttributes: true,
};

const common = z.object({
  authorizedToReleaseAuthenticationAttributes: truth.default(true),
  principalIdAttribute: text.optional(),
  canonicalizationMode: text.default('NONE'),
  order: whole.optional(),
  attributeFilter: z.custom<Plain>().optional(),
  // There is no default bundle, and neither passwords nor proxy-granting tickets are attributes here.
  excludeDefaultAttributes: truth.optional(),
  authorizedToReleaseCredentialPassword: truth.default(false),
  authorizedToReleaseProxyGrantingTicket: truth.default(false),
  principalAttributesRepository: z
    .looseObject({
      ignoreResolvedAttributes: truth.default(false),
      attributeRepositoryIds: texts.default([]),
    })
    .optional(),
});
const all = common.extend({ excludedAttributes: texts.default([]) });
const allowed = common.extend({ allowedAttributes: texts.default([]) });
const mapped = common.extend({ allowedAttributes: textsByName.optional() });

/** A policy, filter or script that we do not have makes the service refuse (W5). */
export function readRelease(members: Members | undefined, findings: Findings): AttributeRelease {
  const policy = members === undefined ? null : readPolicy(members, findings);
  return { attributes: release(policy ?? WITHOUT_POLICY) };
}

function readPolicy(members: Members, findings: Findings): Policy | null {
  const unknown = (name: string, value: Plain): void => {
    // There is no consent here, so nobody can lack it.
    if (name !== 'consentPolicy') refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
    else if (!asksNothing(value)) findings.ignored.push(`${PATH}.${name}`);
  };
  if (Object.keys(members).length === 0) return null;
  switch (kindOf(members)) {
    case 'ChainingAttributeReleasePolicy':
      return readChain(members, findings);
    case 'ReturnAllAttributeReleasePolicy': {
      const said = readMembers(all, members, PATH, findings, unknown);
      return said && readCommon(said, selectAll(said.excludedAttributes), findings);
    }
    case 'DenyAllAttributeReleasePolicy': {
      const said = readMembers(common, members, PATH, findings, unknown);
      return said && { ...WITHOUT_POLICY, authenticationAttributes: false };
    }
    case 'ReturnAllowedAttributeReleasePolicy': {
      const said = readMembers(allowed, members, PATH, findings, unknown);
      refuseScripts(said?.allowedAttributes ?? [], findings);
      const renames = (said?.allowedAttributes ?? []).map((name): Rename => [name, name]);
      return said && readCommon(said, selectRenamed(renames), findings);
    }
    case 'ReturnMappedAttributeReleasePolicy': {
      const said = readMembers(mapped, members, PATH, findings, unknown);
      const renames = [...(said?.allowedAttributes ?? [])].flatMap(([name, targets]) =>
        targets.map((target): Rename => [name, target]),
      );
      refuseScripts(renames.flat(), findings);
      return said && readCommon(said, selectRenamed(renames), findings);
    }
    case null:
      findings.faults.push(`${PATH}: @class is missing`);
      return null;
    default:
      findings.refusals.push(`${PATH} is not supported (${kindOf(members)})`);
      return null;
  }
}

/** A chain of one is its link, and one without links no policy at all; how several are merged is not known here. */
function readChain(members: Members, findings: Findings): Policy | null {
  const links = Array.isArray(members['policies']) ? members['policies'].filter(isMembers) : [];
  const [only] = links;
  if (links.length > 1)
    findings.refusals.push(`${PATH} is not supported (a chain of ${links.length} policies)`);
  return links.length === 1 && only !== undefined ? readPolicy(only, findings) : null;
}

function readCommon(said: z.infer<typeof common>, select: Selection, findings: Findings): Policy {
  for (const name of [
    'authorizedToReleaseCredentialPassword',
    'authorizedToReleaseProxyGrantingTicket',
  ] as const) {
    if (said[name]) findings.ignored.push(`${PATH}.${name}`);
  }
  const repository = said.principalAttributesRepository;
  if (
    repository?.ignoreResolvedAttributes === true ||
    (repository?.attributeRepositoryIds ?? []).length > 0
  ) {
    findings.refusals.push(`${PATH}.principalAttributesRepository with sources of its own is not supported`);
  } else if (repository !== undefined) {
    findings.ignored.push(`${PATH}.principalAttributesRepository`);
  }
  if (said.canonicalizationMode.toUpperCase() !== 'NONE') {
    findings.refusals.push(`${PATH}.canonicalizationMode is not supported`);
  }
  return {
    select,
    idAttribute: filled(said.principalIdAttribute),
    filter: readAttributeFilter(said.attributeFilter, `${PATH}.attributeFilter`, findings),
    authenticationAttributes: said.authorizedToReleaseAuthenticationAttributes,
  };
}

function refuseScripts(names: readonly string[], findings: Findings): void {
  if (names.some((name) => /^\s*(groovy\s*\{|(file|classpath|https?):|#\{|\$\{)/.test(name))) {
    findings.refusals.push(`${PATH}.allowedAttributes with a script is not supported`);
  }
}

function selectAll(excluded: readonly string[]): Selection {
  const left = new Set(excluded.map((name) => name.toLowerCase()));
  return (attributes) => Object.entries(attributes).filter(([name]) => !left.has(name.toLowerCase()));
}

type Rename = readonly [from: string, to: string];

/** Names are found in any case and go out as the policy spells them, as in the reference. */
function selectRenamed(renames: readonly Rename[]): Selection {
  return (attributes) => {
    const byName = new Map(Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values]));
    return renames.flatMap(([from, to]) => {
      const values = Object.hasOwn(attributes, from) ? attributes[from] : byName.get(from.toLowerCase());
      return values === undefined ? [] : [[to, values] as const];
    });
  };
}

function release(policy: Policy): AttributeRelease['attributes'] {
  return ({ principal }: Authentication, authenticationAttributes) => {
    const own = [...policy.select(principal.attributes)];
    if (policy.idAttribute !== null) own.push([policy.idAttribute, [principal.id]]);
    const released = Object.create(null) as Record<string, readonly AttributeValue[]>;
    // What the authentication says of itself cannot be overwritten by an attribute of that name.
    if (policy.authenticationAttributes) Object.assign(released, authenticationAttributes);
    const taken = new Set(Object.keys(released));
    for (const [name, values] of own) {
      const kept = policy.filter === null ? values : values.filter(policy.filter);
      if (!taken.has(name) && (kept.length > 0 || policy.filter === null)) released[name] = kept;
    }
    return released;
  };
}
