--- Ghost text: what `textDocument/inlineCompletion` offers, shown behind the caret by extmarks, written on a key.
---
--- Keys are mapped only while something is visible, and what they meant before comes back afterwards. Typing what is
--- shown keeps it without asking again. Neovim 0.12 has this built in: where that is enabled, this stays away.
local wherein = require('wherein')

local M = {}
local api = vim.api
local namespace = api.nvim_create_namespace('wherein.ghost')
local METHOD = 'textDocument/inlineCompletion'
local INVOKED, AUTOMATIC = 1, 2
--- One key makes several events.
local COALESCE_MS = 10

---@class wherein.Ghost What can be accepted: `text` in place of what lies between two places of one line.
---@field row integer 0-based
---@field from integer byte column
---@field to integer byte column behind what is replaced, as it was when `typed` was typed
---@field typed string what stood between `from` and the caret when it was offered
---@field text string
---@field command? lsp.Command

---@type { buffer: integer, ghosts: wherein.Ghost[], at: integer, restore: function[] }?
local shown
---@type { client: vim.lsp.Client, id: integer }?
local pending
local timer = assert(vim.uv.new_timer())

--- The caret: 0-based row, byte column, and the text of the row.
local function caret()
  local position = api.nvim_win_get_cursor(0)
  return position[1] - 1, position[2], api.nvim_get_current_line()
end

local function in_insert_mode()
  return api.nvim_get_mode().mode:sub(1, 1) == 'i'
end

--- Maps a key in the buffer; returns what brings its former meaning back.
local function map(buffer, key, description, run)
  local before = api.nvim_buf_call(buffer, function()
    return vim.fn.maparg(key, 'i', false, true)
  end)
  vim.keymap.set('i', key, run, { buffer = buffer, desc = description })
  return function()
    if not api.nvim_buf_is_valid(buffer) then
      return
    end
    api.nvim_buf_call(buffer, function()
      pcall(vim.keymap.del, 'i', key, { buffer = buffer })
      if before.buffer == 1 then
        vim.fn.mapset('i', false, before)
      end
    end)
  end
end

--- Hides what is shown.
function M.clear()
  if not shown then
    return
  end
  for _, restore in ipairs(shown.restore) do
    restore()
  end
  if api.nvim_buf_is_valid(shown.buffer) then
    api.nvim_buf_clear_namespace(shown.buffer, namespace, 0, -1)
  end
  shown = nil
end

--- Gives up what was asked for.
local function abandon()
  timer:stop()
  if pending then
    pending.client:cancel_request(pending.id)
    pending = nil
  end
end

--- What of a ghost is still to be written at the caret; nil when the caret or the text has left it.
---@param ghost wherein.Ghost
---@return string?
local function rest(ghost)
  local row, column, line = caret()
  if row ~= ghost.row or column < ghost.from then
    return nil
  end
  local typed = line:sub(ghost.from + 1, column)
  local remaining = ghost.text:sub(#typed + 1)
  return vim.startswith(ghost.text, typed) and remaining ~= '' and remaining or nil
end

--- Draws the current ghost at the caret; false when it does not fit there any more.
local function draw()
  local remaining = shown and rest(shown.ghosts[shown.at])
  if not shown or not remaining then
    return false
  end
  local row, column = caret()
  local lines = vim.split(remaining, '\n', { plain = true })
  local below = {}
  for i = 2, #lines do
    below[#below + 1] = { { lines[i] == '' and ' ' or lines[i], 'WhereinGhost' } }
  end
  api.nvim_buf_clear_namespace(shown.buffer, namespace, 0, -1)
  api.nvim_buf_set_extmark(shown.buffer, namespace, row, column, {
    virt_text = lines[1] ~= '' and { { lines[1], 'WhereinGhost' } } or nil,
    virt_text_pos = 'inline',
    virt_lines = #below > 0 and below or nil,
    hl_mode = 'combine',
  })
  return true
end

--- A ghost for an item of the server, if it continues what stands before the caret.
---@param item lsp.InlineCompletionItem
---@param encoding string
---@return wherein.Ghost?
local function ghost_of(item, encoding)
  local row, column, line = caret()
  local text = type(item.insertText) == 'table' and item.insertText.value or item.insertText
  local from, to = column, column
  if item.range then
    if item.range.start.line ~= row or item.range['end'].line ~= row then
      return nil
    end
    from = vim.str_byteindex(line, encoding, item.range.start.character, false)
    to = math.max(column, vim.str_byteindex(line, encoding, item.range['end'].character, false))
  end
  local typed = line:sub(from + 1, column)
  local ghost = { row = row, from = from, to = to, typed = typed, text = text, command = item.command }
  -- What stands behind the caret and stays would move below the last line: not where the user sees it.
  local stays = line:sub(to + 1):match('%S')
  if stays and text:find('\n', 1, true) then
    return nil
  end
  return rest(ghost) and ghost or nil
end

---@param buffer integer
---@param items lsp.InlineCompletionItem[]
---@param encoding string
local function show(buffer, items, encoding)
  local ghosts = {}
  for _, item in ipairs(items) do
    ghosts[#ghosts + 1] = ghost_of(item, encoding)
  end
  if #ghosts == 0 or vim.fn.pumvisible() == 1 then
    return
  end
  local keys, restore = wherein.options.keys, {}
  if keys.accept then
    restore[#restore + 1] = map(buffer, keys.accept, 'Wherein: accept', M.accept)
  end
  if keys.dismiss then
    restore[#restore + 1] = map(buffer, keys.dismiss, 'Wherein: dismiss', M.dismiss)
  end
  shown = { buffer = buffer, ghosts = ghosts, at = 1, restore = restore }
  draw()
end

--- Asks the server.
---@param kind integer
local function ask(kind)
  abandon()
  M.clear()
  local buffer = api.nvim_get_current_buf()
  local client = wherein.client(buffer)
  if not client or not client.server_capabilities.inlineCompletionProvider then
    return kind == INVOKED and wherein.say('the server offers no ghost text here')
  end
  local tick, row, column = api.nvim_buf_get_changedtick(buffer), caret()
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  ---@diagnostic disable-next-line: inject-field
  params.context = { triggerKind = kind }
  local this
  local sent, id = client:request(METHOD, params, function(error, result)
    if pending == this then
      pending = nil
    end
    local here = buffer == api.nvim_get_current_buf() and in_insert_mode()
    if error or not result or not here or tick ~= api.nvim_buf_get_changedtick(buffer) then
      return
    end
    local now_row, now_column = caret()
    if row == now_row and column == now_column and not shown then
      show(buffer, result.items or result, client.offset_encoding)
    end
  end, buffer)
  if sent and id then
    this = { client = client, id = id }
    pending = this
  end
end

--- Whether Neovim's own inline completion does this for the buffer.
local function is_built_in(buffer)
  local built_in = vim.lsp.inline_completion
  return built_in ~= nil and built_in.is_enabled({ bufnr = buffer })
end

--- The text or the caret has changed.
local function moved()
  if shown and draw() then
    return
  end
  M.clear()
  abandon()
  if wherein.options.completion ~= 'automatic' or is_built_in(api.nvim_get_current_buf()) then
    return
  end
  -- The server waits for a rest of the keys by itself.
  timer:start(COALESCE_MS, 0, vim.schedule_wrap(function()
    if in_insert_mode() and vim.fn.pumvisible() == 0 then
      ask(AUTOMATIC)
    end
  end))
end

--- Asks for ghost text now.
function M.request()
  if wherein.options.completion ~= 'off' then
    ask(INVOKED)
  end
end

--- Writes what is shown. Without ghost text nothing happens.
---@return boolean
function M.accept()
  local ghost = shown and shown.ghosts[shown.at]
  if not ghost or not shown or not rest(ghost) then
    return false
  end
  local buffer = shown.buffer
  M.clear()
  abandon()
  local _, column = caret()
  -- What was typed since then has moved the end of what is replaced.
  local to = ghost.to + (column - ghost.from - #ghost.typed)
  local lines = vim.split(ghost.text, '\n', { plain = true })
  -- Undoing takes this back and nothing else.
  vim.bo[buffer].undolevels = vim.bo[buffer].undolevels
  api.nvim_buf_set_text(buffer, ghost.row, ghost.from, ghost.row, to, lines)
  local last = #lines == 1 and ghost.from + #lines[1] or #lines[#lines]
  api.nvim_win_set_cursor(0, { ghost.row + #lines, last })
  vim.bo[buffer].undolevels = vim.bo[buffer].undolevels
  local client = ghost.command and wherein.client(buffer)
  if client then
    client:exec_cmd(ghost.command, { bufnr = buffer })
  end
  return true
end

--- Hides what is shown until the text changes.
function M.dismiss()
  M.clear()
  abandon()
end

--- Whether ghost text is visible.
---@return boolean
function M.visible()
  return shown ~= nil
end

--- Serves a buffer. Called when the server is attached to it.
---@param buffer integer
function M.attach(buffer)
  local group = api.nvim_create_augroup('wherein.ghost.' .. buffer, {})
  local function on(events, run)
    api.nvim_create_autocmd(events, { group = group, buffer = buffer, callback = run })
  end
  on({ 'InsertEnter', 'TextChangedI', 'CursorMovedI', 'CompleteDone' }, moved)
  on({ 'InsertLeave', 'BufLeave', 'CompleteChanged' }, M.dismiss)
  local key = wherein.options.keys.request
  if key then
    vim.keymap.set('i', key, M.request, { buffer = buffer, desc = 'Wherein: show ghost text' })
  end
end

return M
