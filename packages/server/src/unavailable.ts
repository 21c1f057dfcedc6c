// What the server cannot do just now and may be able to do in a moment: an answer 503, never a silent pass and no defect.
// Whoever throws it has told the log, once, so a request that meets it writes no line of its own.
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable';
}
