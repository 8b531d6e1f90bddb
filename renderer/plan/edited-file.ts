/** Whether a file of the plan folder is edited here; inventories and host keys, for example, are not. */
export const isEdited = (file: string): boolean =>
  /^(plan\.yaml|(services|runbooks|risks)\/[^/.][^/]*\.yaml|scenarios\/[^/.][^/]*\.md)$/.test(file);
