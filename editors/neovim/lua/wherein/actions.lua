--- Code actions of the server as commands, and what can be done about a running one.
local wherein = require('wherein')

local M = {}

--- The request that runs for the user, and the progress that the server reports.
---@type { client: vim.lsp.Client, id: integer }?
local running
---@type table<integer, table<string|integer, string>> client → token → title
local progress = {}

---@param error lsp.ResponseError
local function explain(error)
  -- -32800: cancelled, -32801: the text has changed since. Both are what the user did.
  if error.code == -32800 then
    wherein.say('stopped')
  elseif error.code == -32801 then
    wherein.say('the file has changed meanwhile; try again')
  else
    wherein.say(error.message, vim.log.levels.ERROR)
  end
end

---@param client vim.lsp.Client
---@param buffer integer
---@param action lsp.CodeAction
local function carry_out(client, buffer, action)
  if action.edit then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
  local command = action.command
  if command then
    client:exec_cmd(type(command) == 'table' and command or action, { bufnr = buffer })
  end
end

---@param client vim.lsp.Client
---@param buffer integer
---@param action lsp.CodeAction
local function choose(client, buffer, action)
  if action.disabled then
    return wherein.say(action.disabled.reason)
  end
  if action.edit or type(action.command) == 'string' then
    return carry_out(client, buffer, action)
  end
  if not client:supports_method('codeAction/resolve') then
    return carry_out(client, buffer, action)
  end
  local _, id = client:request('codeAction/resolve', action, function(error, resolved)
    running = nil
    if error then
      explain(error)
    elseif resolved then
      carry_out(client, buffer, resolved)
    end
  end, buffer)
  running = id and { client = client, id = id }
end

--- Lists the actions of one kind and applies the only one, or asks which.
---@param kind string
---@param nothing string What to say when there is none.
---@param lines? { first: integer, last: integer } 1-based; the caret without.
local function act(kind, nothing, lines)
  local buffer = vim.api.nvim_get_current_buf()
  local client = wherein.client(buffer)
  if not client then
    return wherein.say('no server is attached to this buffer; see :checkhealth wherein', vim.log.levels.WARN)
  end
  local params
  if lines then
    params = M.selection(buffer, lines, client.offset_encoding)
  else
    params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  end
  params.context = { diagnostics = {}, only = { kind }, triggerKind = 1 }
  client:request('textDocument/codeAction', params, function(error, actions)
    if error then
      return explain(error)
    end
    actions = actions or {}
    local enabled = vim.iter(actions):filter(function(action)
      return not action.disabled
    end)
    local listed = enabled:totable()
    if #listed == 0 and #actions > 0 then
      return wherein.say(actions[1].disabled.reason)
    elseif #listed == 0 then
      return wherein.say(nothing)
    elseif #listed == 1 then
      return choose(client, buffer, listed[1])
    end
    local options = {
      prompt = 'Wherein',
      kind = 'codeaction',
      format_item = function(action)
        return action.title
      end,
    }
    vim.ui.select(listed, options, function(action)
      if action then
        choose(client, buffer, action)
      end
    end)
  end, buffer)
end

--- The range that a command was given: the selection if it is the one last made, else whole lines.
---@param buffer integer
---@param lines { first: integer, last: integer }
---@param encoding 'utf-8'|'utf-16'|'utf-32'
function M.selection(buffer, lines, encoding)
  local from, to = vim.api.nvim_buf_get_mark(buffer, '<'), vim.api.nvim_buf_get_mark(buffer, '>')
  local text = vim.api.nvim_buf_get_lines(buffer, lines.last - 1, lines.last, false)[1] or ''
  local by_marks = from[1] == lines.first and to[1] == lines.last and vim.fn.visualmode() == 'v'
  local start = { lines.first, by_marks and from[2] or 0 }
  -- The end is exclusive: behind the character under the end of the selection.
  local stop = #text
  if by_marks and to[2] < #text then
    stop = vim.o.selection == 'exclusive' and to[2] or to[2] + #vim.fn.matchstr(text:sub(to[2] + 1), '.')
  end
  local function position(line, column)
    local content = vim.api.nvim_buf_get_lines(buffer, line - 1, line, false)[1] or ''
    return { line = line - 1, character = vim.str_utfindex(content, encoding, math.min(column, #content)) }
  end
  return {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = position(start[1], start[2]), ['end'] = position(lines.last, stop) },
  }
end

--- Writes the function at the caret from its examples.
function M.generate()
  act('refactor.rewrite.generate', 'no unwritten function with a signature and examples is here')
end

--- Makes a function of the selected (or the caret's) repetition.
---@param lines? { first: integer, last: integer }
function M.extract(lines)
  act('refactor.extract.abstraction', 'nothing is repeated here', lines)
end

--- Stops the running search.
function M.cancel()
  local stopped = false
  if running then
    stopped = running.client:cancel_request(running.id) or stopped
    running = nil
  end
  for id, tokens in pairs(progress) do
    local client = vim.lsp.get_client_by_id(id)
    for token in pairs(tokens) do
      stopped = client ~= nil and client:notify('window/workDoneProgress/cancel', { token = token }) or stopped
    end
  end
  -- Neovim keeps the server's answer to a cancelled request to itself.
  wherein.say(stopped and 'stopped' or 'nothing is running')
end

--- Keeps the tokens of running work.
---@param client_id integer
---@param params lsp.ProgressParams
function M.on_progress(client_id, params)
  local tokens = progress[client_id] or {}
  progress[client_id] = tokens
  if params.value.kind == 'begin' then
    tokens[params.token] = params.value.title or ''
  elseif params.value.kind == 'end' then
    tokens[params.token] = nil
  end
end

--- Titles of what the server works on.
---@return string[]
function M.working()
  local titles = {}
  for id, tokens in pairs(progress) do
    if vim.lsp.get_client_by_id(id) then
      vim.list_extend(titles, vim.tbl_values(tokens))
    end
  end
  table.sort(titles)
  return titles
end

--- Stops the server and starts it anew in all its buffers.
function M.restart()
  vim.lsp.enable('wherein', false)
  -- A server that does not stop by itself is ended; new ones start when the old are gone.
  local timer, tries = assert(vim.uv.new_timer()), 0
  timer:start(50, 50, vim.schedule_wrap(function()
    local alive = vim.lsp.get_clients({ name = 'wherein' })
    tries = tries + 1
    if #alive > 0 and tries < 100 then
      if tries == 40 then
        for _, client in ipairs(alive) do
          client:stop(true)
        end
      end
      return
    end
    if not timer:is_closing() then
      timer:close()
      progress = {}
      vim.lsp.enable('wherein')
    end
  end))
end

--- Says how things stand.
function M.status()
  local lines = {}
  for _, client in ipairs(vim.lsp.get_clients({ name = 'wherein' })) do
    local info = client.server_info or {}
    local buffers = vim.tbl_count(client.attached_buffers)
    lines[#lines + 1] = ('wherein %s: %d buffer%s, root %s, columns in %s'):format(
      info.version or '?',
      buffers,
      buffers == 1 and '' or 's',
      client.root_dir or '(none)',
      client.offset_encoding
    )
  end
  if #lines == 0 then
    lines[1] = 'wherein: no server is running; see :checkhealth wherein'
  else
    lines[#lines + 1] = 'completion: ' .. wherein.options.completion
  end
  for _, title in ipairs(M.working()) do
    lines[#lines + 1] = 'working: ' .. title
  end
  vim.api.nvim_echo({ { table.concat(lines, '\n') } }, true, {})
end

return M
