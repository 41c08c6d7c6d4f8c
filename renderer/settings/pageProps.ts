/** What every page of Settings gets. */
export type PageProps = Readonly<{ sdk: number; isCollapsing: boolean; onUp: () => void }>;
