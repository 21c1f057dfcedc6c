// The composition root: the only place that knows every room. Reads like the plan in ARCHITECTURE.md.
import {
  systemClock,
  systemRandom,
  type Clock,
  type Logger,
  type PlannedInquirer,
  type Tracking,
} from '@vestibule/interrupt';
import { assembled, faulty, type Assembled } from './assembly/assembled.ts';
import { assembleCookies } from './assembly/cookies.ts';
import { assembleHealth } from './assembly/health.ts';
import { assembleParts } from './assembly/parts.ts';
import { assembleStorage } from './assembly/storage.ts';
import type { Settings } from './config/settings.ts';
import { outlivesLogout } from './assembly/tracking.ts';
import { createAnswerOnce } from './login/answer-once.ts';
import { createFailedChecks } from './login/failed-checks.ts';
import { createFormTokens } from './login/form-token.ts';
import { createLogin } from './login/login.ts';
import { createTransactions } from './login/transaction.ts';
import { logout } from './logout/logout.ts';
import type { Audit } from './operations/audit.ts';
import type { HealthSource } from './operations/health.ts';
import { createClientAddress } from './web/client-address.ts';
import { endRequests } from './operations/shutdown.ts';
import { Unavailable } from './unavailable.ts';
import { createDoorRequests } from './web/door-request.ts';
import { countMismatches } from './protocols/cas/definition-mismatches.ts';
import { addHealthRoutes } from './web/health-route.ts';
import { createHttpServer } from './web/http-server.ts';
import { listenFault, shownAddress } from './web/listening.ts';
import { addLoginRoutes } from './web/login-routes.ts';
import { createPresenter } from './web/presenter.ts';
import { addValidationRoutes } from './web/validation-routes.ts';

export interface ServerParts {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly audit: Audit;
  /** Where log and audit go; without it health does not tell of it. */
  readonly logHealth?: HealthSource;
  /** Settings that the reference knows and that have no effect here; health shows their number (W5). */
  readonly withoutEffect: number;
  /** Inquirers of the program that embeds the server; the plan puts them beside those of the settings (D3). */
  readonly inquirers?: readonly PlannedInquirer[];
  /** A tracking engine of the embedding program; replaces what the settings name. */
  readonly tracking?: Tracking;
  /** The time that expiry, throttling and tickets go by. Default: the machine's. */
  readonly clock?: Clock;
}

export interface Server {
  /** Begins to listen; answers the address people go to. Faults name the setting that would help. */
  listen(): Promise<Assembled<string>>;
  /** What the operator should hear at the ready line's side: nobody can sign in, no application is known (W3). */
  readonly missing: readonly string[];
  /** Finishes requests in flight, then lets go of everything. */
  close(): Promise<void>;
}

export async function createServer(parts: ServerParts): Promise<Assembled<Server>> {
  const {
    settings,
    logger,
    audit,
    withoutEffect,
    inquirers = [],
    tracking = null,
    clock = systemClock,
    logHealth = () => [],
  } = parts;
  const contextPath = settings['server.servlet.context-path'];
  const loginPath = `${contextPath}/login`;

  const shutdown = settings['cas.server.shutdown-timeout'];
  const gathered = await assembleParts({
    settings,
    logger,
    audit,
    clock,
    openStorage: assembleStorage,
    inquirers,
    tracking,
  });
  if (!gathered.ok) return gathered;
  // Whatever goes wrong from here on lets go of the rooms.
  await using closing = new AsyncDisposableStack();
  closing.use(gathered.value);
  const { storage, scripts, people, services, interrupt, sso, appearance, tls } = gathered.value;
  const { requiredService, rememberedAddresses, rememberedUserAgents, trustsProxy, healthAccess } =
    gathered.value;
  const { store, rows, tokens } = storage;
  const { registry } = services;
  const { ids, sessions, serviceTickets } = sso;
  const { messages, pages } = appearance;

  // web: what requests and answers look like
  const cookies = assembleCookies(settings);
  const present = createPresenter({
    pages,
    messages,
    cookies,
    logger,
    loginPath,
    logoutPath: `${contextPath}/logout`,
    offers: {
      rememberMe: settings['cas.ticket.tgt.remember-me.enabled'],
      // As in Apereo's form: counted when they are posted, offered by an operator's own login page (CAS-20, CAS-23).
      publicWorkstation: false,
      warn: false,
    },
    holdsCookies: (request) => !cookies.cookies['ticket-granting'].secure || request.keepsSecureCookies,
  });

  // login, logout
  const login = createLogin({
    rules: {
      triggerMode: settings['cas.interrupt.core.trigger-mode'],
      endSessionOnBlock: settings['cas.interrupt.core.end-session-on-block'],
      ssoEnabled: settings['cas.sso.sso-enabled'],
      renewEnabled: settings['cas.sso.renew-authn-enabled'],
      sessionOnRenew: settings['cas.sso.create-sso-cookie-on-renew-authn'],
      serviceOptional: settings['cas.sso.services.allow-missing-service-parameter'],
      requiredService,
      rememberMe: settings['cas.ticket.tgt.remember-me.enabled']
        ? { addresses: rememberedAddresses, userAgents: rememberedUserAgents }
        : null,
    },
    registry,
    sessions,
    serviceTickets,
    audit,
    loginPath,
    present,
    gate: interrupt.gate,
    authenticator: people.authenticator,
    transactions: createTransactions({
      store,
      rows,
      clock,
      newExecution: ids.execution,
      lifetime: settings['cas.interrupt.core.transaction-lifetime'],
    }),
    formTokens: createFormTokens(tokens, clock),
    failedChecks: createFailedChecks({ store, clock, plan: interrupt.gate.plan }),
    answerOnce: createAnswerOnce({
      store,
      rows,
      clock,
      random: systemRandom,
      isUnused: serviceTickets.isUnused,
    }),
    clock,
    newId: ids.browser,
  });
  const logoutRoom = {
    sessions,
    store,
    registry,
    audit,
    followServiceRedirects: settings['cas.logout.follow-service-redirects'],
    redirectParameters: settings['cas.logout.redirect-parameter'],
    keepsTracking: outlivesLogout(settings),
  };

  /** Nothing is done unseen: while the audit cannot be written, no request begins that would have to be audited. */
  const begin = (): (() => Promise<void>) => {
    if (audit.isFull?.() === true) throw new Unavailable('the audit cannot be written');
    return store.begin();
  };

  // the addresses
  const localeParameter = settings['cas.locale.param-name'];
  const http = await createHttpServer({
    contextPath,
    pages,
    messages,
    localeParameter,
    logger,
    tls,
    trustsProxy,
  });
  const clientAddress = createClientAddress(trustsProxy);
  const prefix = settings['cas.server.prefix'] || settings['cas.server.name'];
  const toDoorRequest = createDoorRequests({
    cookies,
    messages,
    localeParameter,
    serverHost: prefix === '' ? null : new URL(prefix).host,
    clientAddress,
  });
  addLoginRoutes(http, {
    contextPath,
    login,
    logout: (request) => logout(logoutRoom, request),
    present,
    toDoorRequest,
    begin,
  });
  const mismatches = countMismatches();
  addValidationRoutes(http, {
    contextPath,
    clientAddress,
    logger,
    serviceTickets,
    registry,
    audit,
    mismatches,
    begin,
  });
  const answers = assembleHealth(
    healthAccess,
    [storage.health, logHealth],
    [
      people.health,
      services.health,
      mismatches.health,
      interrupt.health,
      scripts.health,
      () => [{ name: 'settings', status: 'up', detail: `${withoutEffect} without effect here` }],
    ],
  );
  addHealthRoutes(http, { contextPath, clientAddress, ...answers });

  const missing: string[] = [];
  if (people.nobody !== null) missing.push(people.nobody);
  if (registry.all().length === 0) {
    missing.push(
      'no application is known: name a directory of service files with cas.service-registry.json.location',
    );
  }

  const owned = closing.move();
  return assembled({
    missing,
    async listen() {
      const port = settings['server.port'];
      const host = settings['server.address'];
      try {
        await http.listen({ port, ...(host === '' ? { host: '::' } : { host }) });
      } catch (error) {
        return faulty(listenFault(error as NodeJS.ErrnoException, port, host));
      }
      return assembled(
        shownAddress(tls === null ? 'http' : 'https', host, http.server.address(), contextPath),
      );
    },
    async close() {
      await endRequests(http, shutdown, logger);
      await owned.disposeAsync();
    },
  });
}
