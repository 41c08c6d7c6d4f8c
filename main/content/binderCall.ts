// Mirrors android.os.Binder's calling identity; here it is an argument, never a global.

export type CallingIdentity = Readonly<{
  uid: number;
  pid: number;
  packageName: string;
  userId: number;
  targetSdk: number;
}>;

/** Who is calling, and whether they still want the answer. Made once, at the edge. */
export type BinderCall = Readonly<{ caller: CallingIdentity; signal: AbortSignal }>;
