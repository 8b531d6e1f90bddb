import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** Asks where an inventory is and where its plan goes. Paths come from here and never from the page. */
export function startDialogs(window: () => BrowserWindow | null) {
  const ask = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    if (!parent) return null;
    const { filePaths } = await dialog.showOpenDialog(parent, options);
    return filePaths[0] ?? null;
  };
  return {
    askFile: () =>
      ask({
        title: 'Choose an inventory: Ansible, ssh_config, Rundeck nodes or CSV',
        properties: ['openFile'],
      }),
    askFolder: () =>
      ask({
        title: 'Choose an empty folder for the plan',
        buttonLabel: 'Write the plan here',
        properties: ['openDirectory', 'createDirectory'],
      }),
  };
}
