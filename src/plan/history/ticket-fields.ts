import type { TicketSource } from '../../domain/risk/ticket';
import type { FieldNames } from './columns';

/** What is looked for in a ticket. `words` are texts of which only phrases are kept. */
export type TicketField = 'id' | 'opened' | 'resolved' | 'priority' | 'summary' | 'item' | 'words';

const fields: Readonly<Record<TicketSource, FieldNames<TicketField>>> = {
  // Field names of the Table API and CSV, and the labels that exports of a list carry.
  servicenow: {
    id: ['number'],
    opened: ['opened_at', 'Opened', 'sys_created_on', 'Created'],
    resolved: ['resolved_at', 'Resolved', 'closed_at', 'Closed'],
    priority: ['priority', 'severity'],
    summary: ['short_description'],
    item: [
      ...['dv_business_service', 'business_service', 'Service', 'dv_service_offering', 'service_offering'],
      ...['dv_cmdb_ci', 'cmdb_ci', 'Configuration item'],
    ],
    words: ['category', 'subcategory', 'description', 'close_notes', 'Resolution notes', 'close_code'],
  },
  jira: {
    id: ['Issue key', 'key'],
    opened: ['Created', 'fields.created'],
    resolved: ['Resolved', 'fields.resolutiondate'],
    priority: ['Priority', 'fields.priority.name', 'Custom field (Severity)'],
    summary: ['Summary', 'fields.summary'],
    item: [
      ...['Component/s', 'Components', 'fields.components.name', 'Custom field (Affected services)'],
      ...['Labels', 'fields.labels'],
    ],
    words: [
      'Labels',
      'fields.labels',
      'Description',
      'fields.description',
      'Resolution',
      'fields.resolution.name',
    ],
  },
  csv: {
    id: ['id', 'number', 'ticket', 'key'],
    opened: ['opened', 'created', 'date', 'start', 'opened_at', 'created_at'],
    resolved: ['resolved', 'closed', 'end', 'resolved_at', 'closed_at'],
    priority: ['priority', 'severity', 'urgency'],
    summary: ['summary', 'title', 'subject', 'short_description'],
    item: ['service', 'item', 'component', 'system', 'asset', 'ci'],
    words: ['words', 'category', 'description', 'notes', 'resolution'],
  },
};

export const ticketFields = (source: TicketSource): FieldNames<TicketField> => fields[source];

/** Told by columns that only one of them has. */
export function ticketSource(columns: readonly string[]): TicketSource {
  const has = (name: RegExp) => columns.some((column) => name.test(column));
  if (has(/^issue key$/i) || (has(/^key$/) && has(/^fields\./))) return 'jira';
  if (has(/^number$/i) && has(/^short[_ ]description$/i)) return 'servicenow';
  return 'csv';
}
