/** An answer that is none (RFC 9457), or no answer at all. */

export interface ParameterError {
  parameter: string;
  /** English, for whoever writes programs. */
  reason: string;
  /** The same for programs: words/reasons.ts says it. */
  code?: string;
}

export class Problem extends Error {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly type: string;
  readonly requestId: string | undefined;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  readonly errors: ParameterError[];
  /** Everything the answer says, of which only some kinds of problems have more. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(fields: {
    status: number;
    detail: string;
    type?: string | undefined;
    requestId?: string | undefined;
    retryAfter?: number | undefined;
    errors?: ParameterError[] | undefined;
    members?: Readonly<Record<string, unknown>> | undefined;
  }) {
    super(fields.detail);
    this.name = 'Problem';
    this.status = fields.status;
    this.type = fields.type ?? 'about:blank';
    this.requestId = fields.requestId;
    this.retryAfter = fields.retryAfter;
    this.errors = fields.errors ?? [];
    this.members = fields.members ?? {};
  }

  /** Whether the same question may be answered later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

interface Body extends Record<string, unknown> {
  type?: string;
  detail?: string;
  request_id?: string;
  errors?: ParameterError[];
}

export async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('Content-Type')?.includes('json') === true;
  const body: Body = isProblem ? ((await response.json().catch(() => ({}))) as Body) : {};
  const wait = Number(response.headers.get('Retry-After'));
  return new Problem({
    status: response.status,
    detail: body.detail ?? response.statusText,
    type: body.type,
    requestId: body.request_id ?? response.headers.get('X-Request-Id') ?? undefined,
    retryAfter: Number.isInteger(wait) && wait > 0 ? wait : undefined,
    errors: body.errors,
    members: body,
  });
}

export function noAnswer(cause: unknown): Problem {
  return new Problem({ status: 0, detail: cause instanceof Error ? cause.message : String(cause) });
}
