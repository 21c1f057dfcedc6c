// What an application is told about a person: its `attributeReleasePolicy` (CAS-62).
import type { AttributeValue, Authentication, Principal } from '@vestibule/interrupt';
import { z } from 'zod';
import { readAttributeFilter, type ValueFilter } from './attribute-filter.ts';
import { asksNothing } from './asks-nothing.ts';
import { isMembers, kindOf, type Members, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';
import { filled, readMembers, text, texts, textsByName, truth, whole, word } from './members.ts';
import type { AttributeRelease } from './registered-service.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

const PATH = 'attributeReleasePolicy';

type Released = readonly (readonly [name: string, values: readonly AttributeValue[]])[];
/** Under which names a person's attributes go out, and their values. */
type Selection = (principal: Principal) => Released;

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
    case 'ReturnStaticAttributeReleasePolicy': {
      const said = readMembers(mapped, members, PATH, findings, unknown);
      const values = [...(said?.allowedAttributes ?? [])];
      refuseScripts(
        values.flatMap(([, given]) => given),
        findings,
      );
      return said && readCommon(said, () => values, findings);
    }
    case null:
      findings.faults.push(`${PATH}: @class is missing`);
      return null;
    default:
      findings.refusals.push(`${PATH} is not supported (${kindOf(members)})`);
      return null;
  }
}

const chain = z.object({
  policies: z.custom<Plain>().optional(),
  mergingPolicy: word('REPLACE', 'ADD', 'MULTIVALUED', 'NONE').default('REPLACE'),
  order: whole.default(0),
});

/** A chain without links is no policy at all. Several are asked by their `order` and merged as the reference merges them. */
function readChain(members: Members, findings: Findings): Policy | null {
  const said = readMembers(chain, members, PATH, findings, (name, value) => {
    refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
  });
  if (said === null) return null;
  const links = Array.isArray(said.policies) ? said.policies.filter(isMembers) : [];
  const policies = links
    .flatMap((link) => {
      const policy = readPolicy(link, findings);
      return policy === null ? [] : [{ policy, order: orderOf(link) }];
    })
    .toSorted((one, other) => one.order - other.order)
    .map(({ policy }) => policy);
  const [only] = policies;
  if (policies.length < 2) return only ?? null;
  const { mergingPolicy } = said;
  if (mergingPolicy === 'NONE') {
    findings.refusals.push(`${PATH}.mergingPolicy NONE is not supported; write REPLACE, ADD or MULTIVALUED`);
  }
  return {
    ...WITHOUT_POLICY,
    select: (principal) => {
      const merged = new Map<string, readonly AttributeValue[]>();
      for (const [name, values] of policies.flatMap((policy) => ownOf(policy, principal))) {
        const before = merged.get(name);
        if (before === undefined || mergingPolicy === 'REPLACE') merged.set(name, values);
        else if (mergingPolicy === 'MULTIVALUED') merged.set(name, [...new Set([...before, ...values])]);
      }
      return [...merged];
    },
    // Where one of them holds back what belongs to the authentication, the chain does.
    authenticationAttributes: policies.every((policy) => policy.authenticationAttributes),
  };
}

const orderOf = (link: Members): number => {
  const order = whole.safeParse(link['order'] ?? 0);
  return order.success ? order.data : 0;
};

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
  return ({ attributes }) => Object.entries(attributes).filter(([name]) => !left.has(name.toLowerCase()));
}

type Rename = readonly [from: string, to: string];

/** Names are found in any case and go out as the policy spells them, as in the reference. */
function selectRenamed(renames: readonly Rename[]): Selection {
  return ({ attributes }) => {
    const byName = new Map(Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values]));
    return renames.flatMap(([from, to]) => {
      const values = Object.hasOwn(attributes, from) ? attributes[from] : byName.get(from.toLowerCase());
      return values === undefined ? [] : [[to, values] as const];
    });
  };
}

/** What a policy lets out of the person. */
function ownOf({ select, idAttribute, filter }: Policy, principal: Principal): Released {
  const own = [...select(principal)];
  if (idAttribute !== null) own.push([idAttribute, [principal.id]]);
  if (filter === null) return own;
  return own
    .map(([name, values]) => [name, values.filter(filter)] as const)
    .filter(([, values]) => values.length > 0);
}

function release(policy: Policy): AttributeRelease['attributes'] {
  return ({ principal }: Authentication, authenticationAttributes) => {
    const released = Object.create(null) as Record<string, readonly AttributeValue[]>;
    // What the authentication says of itself cannot be overwritten by an attribute of that name.
    if (policy.authenticationAttributes) Object.assign(released, authenticationAttributes);
    const taken = new Set(Object.keys(released));
    for (const [name, values] of ownOf(policy, principal)) if (!taken.has(name)) released[name] = values;
    return released;
  };
}
