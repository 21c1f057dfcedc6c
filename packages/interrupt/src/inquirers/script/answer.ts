// One question put to a script's function, with the arguments that its kind has.
import { overlay } from '../../exemption.ts';
import type { InquirerAnswer } from '../../inquirer.ts';
import type { Attributes } from '../../inquiry.ts';
import { parsePayload } from '../../payload.ts';
import { faultText } from './fault-text.ts';
import type { ScriptLogger } from './interrupt-script.ts';
import type { PlainInquiry, Question, ScriptAnswer } from './messages.ts';
import { requestContext, seenService } from './request-context.ts';

/** Never rejects. `url` is the script's own address, to name the line that threw. */
export async function answerTo(
  question: Question,
  script: (...args: readonly unknown[]) => unknown,
  logger: ScriptLogger,
  url: string,
): Promise<ScriptAnswer> {
  const { inquiry } = question;
  const { principal } = inquiry.authentication;
  const { service } = inquiry;
  const registeredService = seenService(inquiry.registeredService);
  const attributes = seenByScripts(inquiry);
  try {
    if (question.kind === 'trigger') {
      return decided(await script(attributes, principal.id, registeredService, service, logger));
    }
    const context = requestContext(inquiry);
    const value = await script(principal, attributes, service, registeredService, context, logger);
    return clonable(parsePayload(value, { strict: question.strict }));
  } catch (error) {
    return {
      kind: 'failed',
      fault: { code: 'script', detail: `the script failed: ${faultText(error, url)}` },
    };
  }
}

/** An exception of the script's own may hold what cannot travel. */
function clonable(answer: InquirerAnswer): InquirerAnswer {
  if (answer.kind === 'none' || answer.fault === undefined) return answer;
  const { code, detail } = answer.fault;
  return { ...answer, fault: { code, detail } };
}

function decided(value: unknown): ScriptAnswer {
  if (typeof value === 'boolean') return { kind: 'decided', ask: value };
  return { kind: 'failed', fault: { code: 'script', detail: 'the script answers neither true nor false' } };
}

/** Of two attributes of one name the authentication's counts: the other way round than for the regex strategy. */
function seenByScripts({ authentication }: PlainInquiry): Attributes {
  const attributes: Record<string, Attributes[string]> = Object.create(null) as object as Attributes;
  for (const [name, values] of overlay(authentication.principal.attributes, authentication.attributes)) {
    attributes[name] = values;
  }
  return attributes;
}
