// The language between the server and its JVM: one JSON object a line. Lines of the JVM begin with a key that only the
// two know, so that whatever a script writes past its logger is told apart from an answer.
import { StringDecoder } from 'node:string_decoder';
import type { DefinitionValue } from '../../inquiry.ts';

/** An ordered map on the wire. */
export type Pairs<V> = readonly (readonly [name: string, value: V])[];

export interface RegisteredServiceFacts {
  readonly id: number;
  readonly name: string;
  readonly serviceId: string;
  /** The whole definition, or null when whoever asks has none. */
  readonly definition: WireValue;
}

export interface RequestOnWire {
  readonly method: string;
  readonly url: string;
  readonly clientAddress: string;
  readonly locale: string;
  readonly headers: Pairs<string>;
  readonly parameters: Pairs<readonly string[]>;
}

/** What a script is told of one entry. `request` is for interrupt scripts only. */
export interface QuestionFacts {
  readonly principal: string;
  readonly principalAttributes: Pairs<readonly (string | number | boolean)[]>;
  readonly authenticationAttributes: Pairs<readonly (string | number | boolean)[]>;
  readonly service: string | null;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
  readonly registeredService: RegisteredServiceFacts | null;
  readonly request?: RequestOnWire;
}

/** What can be asked of the JVM and is answered. `name` appears in stack traces and as the logger's name. */
export type HostQuestion =
  | {
      readonly op: 'load';
      readonly script: number;
      readonly name: string;
      readonly text: string;
      /** Refuse a script without `run(Object... args)`. */
      readonly mustTakeArguments: boolean;
    }
  | {
      readonly op: 'inquire' | 'decide';
      readonly script: number;
      readonly name: string;
      readonly facts: QuestionFacts;
    };

export type ToHost =
  | (HostQuestion & { readonly id: number })
  | { readonly op: 'cancel'; readonly id: number }
  | { readonly op: 'unload'; readonly script: number };

/** `null`, texts, numbers and truth values are themselves; maps keep their order. */
export type WireValue =
  | null
  | string
  | number
  | boolean
  | { readonly m: Pairs<WireValue> }
  | { readonly l: readonly WireValue[] }
  /** An object of a class that is no answer. */
  | { readonly o: string };

export interface HostReady {
  readonly ready: true;
  readonly groovy: string;
  readonly java: string;
}

export interface HostLog {
  readonly log: 'debug' | 'info' | 'warn' | 'error';
  readonly script: string;
  readonly text: string;
}

export interface HostAnswer {
  readonly id: number;
  readonly value?: WireValue;
  readonly fault?: string;
  readonly code?: 'too-large';
  /** The script called System.exit: the JVM ends after this line. */
  readonly ends?: true;
}

export type FromHost = HostReady | HostLog | HostAnswer;

/** One message as a line for the JVM. */
export function lineFor(message: ToHost): string {
  return `${JSON.stringify(message)}\n`;
}

/** Longer lines than this are nothing that our side of the JVM writes. */
const LONGEST_LINE = 4_194_304;

export interface LineSink {
  message(message: FromHost): void;
  /** Text that is no message, without its line break. */
  stray(text: string): void;
  /** A line without end: the pipe cannot be trusted any more. */
  overflow(): void;
}

/** Takes the JVM's standard output piece by piece. */
export function createLineReader(key: string, sink: LineSink): (chunk: Uint8Array) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (line: string): void => {
    if (line.startsWith(key)) {
      const message = messageOf(line.slice(key.length));
      if (message !== null) {
        sink.message(message);
        return;
      }
    }
    if (line.trim() !== '') sink.stray(line);
  };
  return (chunk) => {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      take(rest + line);
      rest = '';
    }
    rest += last;
    if (rest.length > LONGEST_LINE) {
      rest = '';
      sink.overflow();
    }
  };
}

function messageOf(text: string): FromHost | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as FromHost) : null;
  } catch {
    return null;
  }
}

/** A value on its way to the JVM; every map keeps its order. */
export function toWire(value: DefinitionValue): WireValue {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return { l: value.map(toWire) };
  return { m: Object.entries(value).map(([name, member]) => [name, toWire(member)]) };
}

/** A value from the JVM in the shape that `parsePayload` reads: maps as Maps, lists as arrays. */
export function fromWire(value: WireValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('m' in value) return new Map(value.m.map(([name, member]) => [name, fromWire(member)]));
  if ('l' in value) return value.l.map(fromWire);
  return value.o;
}
