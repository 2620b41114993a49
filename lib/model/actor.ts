/** From the least to the most. */
export const roles = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof roles)[number];

/**
 * Where somebody may write, each as patterns with `*` (`limit` in `permission.ts`). An empty list is no limit.
 */
export type Limits = {
  accounts: readonly string[];
  regions: readonly string[];
  /** Of load balancer instances, by id. */
  instances: readonly string[];
};

export const noLimits: Limits = { accounts: [], regions: [], instances: [] };

/** Somebody who may sign in. */
export type Person = { id: string; name: string; email: string; role: Role; limits: Limits };

/** Who requested something, as it is recorded. */
export type Requester = {
  /** Null: whoever uses this computer, without sign-in. */
  personId: string | null;
  /** The e-mail address of a person, which is unique; `local` without sign-in. */
  name: string;
  /** The address the request came from. */
  from: string | null;
  /** Null without sign-in. */
  sessionId: string | null;
};

/** Who requests something, and what they may do. */
export type Actor = Requester & Pick<Person, 'role' | 'limits'>;

/** Under whose id something is kept that is somebody's own: a person's, or `local` without sign-in. */
export function ownerIdOf({ personId }: Pick<Requester, 'personId'>): string {
  return personId ?? 'local';
}

/** Whoever uses this computer, without sign-in. */
export function localActor(from: string | null): Actor {
  return { personId: null, name: 'local', from, sessionId: null, role: 'admin', limits: noLimits };
}

/** A person who is signed in. */
export function actorOf(
  { id, email, role, limits }: Person,
  { from, sessionId }: { from: string | null; sessionId: string },
): Actor {
  return { personId: id, name: email, from, sessionId, role, limits };
}
