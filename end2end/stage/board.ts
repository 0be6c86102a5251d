import type { Locator, Page } from '@playwright/test';

export type ColumnName = 'Pending' | 'Running' | 'Review' | 'Done' | 'Failed' | 'Cancelled';

/** A column of the board. */
export function column(page: Page, name: ColumnName): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** A card in a column. */
export function card(page: Page, name: ColumnName, title: string): Locator {
  return column(page, name)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: title, exact: true }) });
}
