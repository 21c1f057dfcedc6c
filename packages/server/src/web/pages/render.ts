// From a view to a page: templates (eta, overridable file by file) with texts in the person's language.
import { Eta } from 'eta';
import { escapeHtml } from '../messages/escape-html.ts';
import { direction } from '../messages/languages.ts';
import type { Messages } from '../messages/messages.ts';
import type { MessageArgument } from '../messages/pattern.ts';
import { interruptIds, type InterruptIds } from './element-ids.ts';
import { assetRoots, assetVersion, overriddenTemplates, templatePath } from './template-files.ts';
import { LOGIN_ERROR_KEYS, LOGIN_NOTICE_KEYS, REFUSAL_KEYS, type View } from './views.ts';

export interface PagesOptions {
  /** Directory with templates of the operator, or null. Each `NAME.eta` in it replaces ours. */
  readonly overrideDirectory: string | null;
  /** `/cas`, or the empty string. */
  readonly contextPath: string;
  readonly messages: Messages;
  /** Told when a template of the operator fails; the person then gets our page. */
  readonly onFault: (fault: { readonly template: string; readonly error: unknown }) => void;
}

export interface Pages {
  /** The whole page as HTML. */
  render(view: View): string;
  /** What the server is to serve under `<context>/assets/`, in order of precedence. */
  readonly assetRoots: readonly string[];
}

/** What a template sees as `it`. Documented for operators in the guide on templates. */
export interface TemplateScope {
  readonly view: View;
  readonly dir: 'ltr' | 'rtl';
  /** Text of a message; `<%= %>` escapes it. */
  t(key: string, ...args: MessageArgument[]): string;
  /** The same as HTML, escaped, with each argument set off and kept apart from the direction of the text around it. */
  rich(key: string, ...args: MessageArgument[]): string;
  /** The same with an id on the first argument. */
  richWithId(id: string, key: string, ...args: MessageArgument[]): string;
  /** Address of a file among the assets. */
  asset(name: string): string;
  /** Address on this server: `at('/login')`. */
  at(path: string): string;
  readonly loginErrorKeys: typeof LOGIN_ERROR_KEYS;
  readonly loginNoticeKeys: typeof LOGIN_NOTICE_KEYS;
  readonly refusalKeys: typeof REFUSAL_KEYS;
  /** On the interrupt page. */
  readonly ids: InterruptIds | null;
}

/** Reads the operator's templates at once and throws when one does not compile; ours are compiled at first use. */
export function createPages(options: PagesOptions): Pages {
  const { contextPath, messages, overrideDirectory } = options;
  const roots = assetRoots(overrideDirectory);
  const version = assetVersion(roots);
  const own = templateEngine(null);
  const overridden = overriddenTemplates(overrideDirectory);
  const engine = overridden.length === 0 ? own : templateEngine(overrideDirectory);
  for (const name of overridden) compileNow(engine, name, templatePath(name, overrideDirectory));

  const directions = new Map(messages.languages.map(({ tag }) => [tag, direction(tag)]));
  const asset = (name: string): string => `${contextPath}/assets/${name}?v=${version}`;
  const at = (path: string): string => contextPath + path;
  const scope = (view: View): TemplateScope => {
    const { locale } = view.frame;
    return {
      view,
      dir: directions.get(locale) ?? 'ltr',
      t: (key, ...args) => messages.text(locale, key, args),
      rich: (key, ...args) => setOff(messages.parts(locale, key, args)),
      richWithId: (id, key, ...args) => setOff(messages.parts(locale, key, args), id),
      asset,
      at,
      loginErrorKeys: LOGIN_ERROR_KEYS,
      loginNoticeKeys: LOGIN_NOTICE_KEYS,
      refusalKeys: REFUSAL_KEYS,
      ids:
        view.page === 'interrupt'
          ? interruptIds(view.data, view.links, {
              blocked: view.blocked,
              logout: view.logoutUrl !== null,
              redirect: view.redirect !== null,
            })
          : null,
    };
  };
  return {
    assetRoots: roots,
    render: (view) => {
      try {
        return engine.render(view.page, scope(view));
      } catch (error) {
        if (engine === own) throw error;
        options.onFault({ template: view.page, error });
        return own.render(view.page, scope(view));
      }
    },
  };
}

function templateEngine(overrideDirectory: string | null): Eta {
  const eta = new Eta({
    cache: true,
    autoEscape: true,
    autoFilter: true,
    // Only text and numbers print. For a missing value eta itself would print "undefined".
    filterFunction: (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''),
    escapeFunction: (value) => (typeof value === 'string' ? escapeHtml(value) : ''),
  });
  const paths = new Map<string, string>();
  eta.resolvePath = (name) => {
    const known = paths.get(name);
    if (known !== undefined) return known;
    const path = templatePath(name, overrideDirectory);
    paths.set(name, path);
    return path;
  };
  return eta;
}

function compileNow(eta: Eta, name: string, path: string): void {
  try {
    eta.templatesSync.define(path, eta.compile(eta.readFile?.(path) ?? '', { filepath: path }));
  } catch (error) {
    throw new Error(`the template ${name} cannot be used: ${path}`, { cause: error });
  }
}

function setOff(parts: ReturnType<Messages['parts']>, id: string | null = null): string {
  const first = parts.find((part) => typeof part !== 'string');
  const html = parts.map((part) => {
    if (typeof part === 'string') return escapeHtml(part);
    const named = id !== null && part === first ? ` id="${escapeHtml(id)}"` : '';
    return `<bdi class="named"${named}>${escapeHtml(String(part.argument))}</bdi>`;
  });
  return html.join('');
}
