--- Neovim with the client of this repository, used through its keys and commands. Run by `tests/editors/run`.
package.path = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/?.lua;' .. package.path
local harness = require('harness')
local equal, contains = harness.equal, harness.contains

local EXAMPLE = harness.file('tests/cases/readme/Example.hs')
local TOTAL = harness.file('tests/editors/cases/Total.hs')
--- Three lines that say the same about different amounts.
local RECEIPT = harness.file('tests/editors/cases/Receipt.hs')
--- Its last function has only a signature.
local UNBEGUN = harness.replaced(EXAMPLE, 'leaves = undefined\n', '')
--- Examples that no function satisfies: a search that does not end by itself.
local ENDLESS = harness.file('tests/editors/cases/Endless.hs')

local tests = {}

function tests.a_function_is_generated_from_its_examples(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:caret('leaves = undefined', 3)
  editor:command('WhereinGenerate')
  editor:wait('the function is written', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
  equal(editor:saved('Example.hs'), harness.synthesized(EXAMPLE, 'leaves'), 'the file')
  contains(editor:screen(), 'leaves (Fork l r) = leaves l ++ leaves r', 'the screen')
  editor:type('u')
  editor:wait('one undo takes it back', function()
    return editor:text() == EXAMPLE
  end)
end

function tests.the_editor_s_own_code_action_does_the_same(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:caret('columnTotals = undefined')
  editor:run('vim.lsp.buf.code_action({ apply = true })')
  editor:wait('the function is written', function()
    return not editor:text():find('columnTotals = undefined', 1, true)
  end)
  local expected = harness.synthesized(EXAMPLE, 'columnTotals')
  equal(editor:saved('Example.hs'), expected, 'the file')
  equal(expected, harness.replaced(EXAMPLE, 'columnTotals = undefined', 'columnTotals = map sum . transpose'), 'it')
end

function tests.what_cannot_be_done_is_said(start)
  local editor = start({ ['Plain.hs'] = 'f :: Int -> Int\nf = undefined\n' })
  editor:open('Plain.hs')
  editor:caret('f = undefined')
  editor:command('WhereinGenerate')
  editor:wait('the reason is given', function()
    return vim.list_contains(editor:said(), 'wherein: no unwritten function with a signature and examples is here')
  end)
  editor:command('WhereinCancel')
  assert(vim.list_contains(editor:said(), 'wherein: nothing is running'))
end

function tests.a_search_is_cancelled(start)
  local editor = start({ ['Endless.hs'] = ENDLESS, ['Example.hs'] = EXAMPLE }, { arguments = { '--timeout', '600' } })
  editor:open('Endless.hs')
  editor:caret('endless = undefined')
  editor:command('WhereinGenerate')
  editor:never('the search ended by itself', function()
    return editor:text() ~= ENDLESS or #editor:said() > 0
  end, 1500)
  editor:command('WhereinCancel')
  assert(vim.list_contains(editor:said(), 'wherein: stopped'))
  equal(editor:text(), ENDLESS, 'the text')
  -- The thread of the search is free for others: a server on two cores has one.
  editor:open('Example.hs')
  editor:caret('leaves = undefined')
  editor:command('WhereinGenerate')
  editor:wait('another function is written', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
  equal(editor:run('return vim.fn.getbufline("Endless.hs", 1, "$")'), vim.split(vim.trim(ENDLESS), '\n'), 'the text')
end

function tests.ghost_text_is_accepted(start)
  local editor = start({ ['Example.hs'] = UNBEGUN })
  editor:open('Example.hs')
  editor:caret('leaves ::')
  editor:type('o')
  local body = 'leaves (Leaf x) = [x]\nleaves (Fork l r) = leaves l ++ leaves r'
  equal(editor:offered(), body, 'the ghost text')
  contains(editor:screen(), 'leaves :: Tree a -> [a]\n' .. body, 'the screen')
  equal(editor:text(), UNBEGUN .. '\n', 'the text while it is only shown')
  -- Typing what is shown keeps it; the key writes it.
  editor:type('leaves (')
  editor:wait('it goes on behind what was typed', function()
    return editor:ghost() == body:sub(#'leaves (' + 1)
  end)
  editor:type('<Tab>')
  editor:wait('it is written', function()
    return not editor:ghost() and editor:text() == UNBEGUN .. body .. '\n'
  end)
  editor:type('<Esc>')
  equal(editor:saved('Example.hs'), UNBEGUN .. body .. '\n', 'the file')
end

function tests.ghost_text_is_dismissed_and_the_keys_come_back(start)
  local editor = start({ ['Example.hs'] = UNBEGUN })
  editor:open('Example.hs')
  editor:caret('leaves ::')
  editor:type('o')
  editor:offered()
  editor:type('<C-]>')
  editor:wait('it is gone', function()
    return not editor:ghost()
  end)
  editor:type('<Tab>x<Esc>')
  editor:wait('the key is what it was', function()
    return editor:text() == UNBEGUN .. '\tx\n'
  end)
end

function tests.ghost_text_comes_when_the_user_wants_it(start)
  local editor = start({ ['Example.hs'] = UNBEGUN }, { completion = 'onRequest' })
  editor:open('Example.hs')
  editor:caret('leaves ::')
  editor:type('o')
  editor:never('it came by itself', function()
    return editor:ghost()
  end, 1000)
  contains(editor:offered(), 'leaves (Leaf x) = [x]', 'the ghost text')
end

function tests.a_completion_that_passes_all_examples_is_accepted(start)
  local editor = start({ ['Total.hs'] = TOTAL })
  editor:open('Total.hs')
  editor:run([[
    vim.lsp.completion.enable(true, require('wherein').client().id, 0)
    vim.opt.completeopt = { 'menuone', 'noinsert' }
  ]])
  editor:type('Gototal xs = ')
  editor:wait('the text is typed', function()
    return editor:text() == TOTAL .. 'total xs = \n'
  end)
  editor:wait('the menu says that all pass', function()
    -- A list comes in time or says that it is not complete: then a user asks again.
    editor:run('vim.lsp.completion.get()')
    local shown = vim.wait(1000, function()
      return editor:screen():find('sum xs[^\n]*passes 3 of 3') ~= nil
    end, 50)
    if not shown then
      editor:type('<C-e>')
    end
    return shown
  end)
  editor:type('<C-y>')
  local expected = TOTAL .. 'total xs = sum xs\n'
  editor:wait('it is written', function()
    return editor:text() == expected
  end)
  editor:type('<Esc>')
  equal(editor:saved('Total.hs'), expected, 'the file')
end

function tests.an_abstraction_is_extracted_from_a_selection(start)
  local editor = start({ ['Receipt.hs'] = RECEIPT })
  editor:open('Receipt.hs')
  editor:caret('show (net `div`')
  editor:type('v$h:')
  editor:wait('the selection is in the command line', function()
    return editor:screen():find(":'<,'>", 1, true)
  end)
  editor:type('WhereinExtract<CR>')
  editor:wait('the text changes', function()
    return editor:text() ~= RECEIPT
  end)
  local text = editor:saved('Receipt.hs')
  equal(text, harness.extracted(RECEIPT), 'the file')
  -- All three places call it, and what they said is said once.
  local name = assert(text:match('goods net = "goods  " %+%+ (%a+) net\n'), text)
  contains(text, 'freight fee = "freight  " ++ ' .. name .. ' fee\n', 'the file')
  contains(text, 'total a b = "total  " ++ ' .. name .. ' (a + b)\n', 'the file')
  assert(select(2, text:gsub('`div` 100', '')) == 1, text)
  contains(editor:screen(), name .. ' (a + b)', 'the screen')
  editor:type('u')
  editor:wait('one undo takes it back', function()
    return editor:text() == RECEIPT
  end)
end

function tests.columns_are_counted_as_agreed_beside_another_server(start)
  local text = harness.replaced(RECEIPT, '"goods  "', '"𝛼𝛼𝛼𝛼𝛼𝛼𝛼𝛼𝛼𝛼  "')
  local editor = start({ ['Receipt.hs'] = text })
  -- A server in the editor's own process that serves the same buffer and offers an action of its own.
  editor:run([[
    vim.lsp.config('other', {
      filetypes = { 'haskell' },
      cmd = function()
        local closing = false
        return {
          request = function(method, params, callback)
            local results = {
              initialize = { capabilities = { positionEncoding = 'utf-16', codeActionProvider = true } },
              ['textDocument/codeAction'] = { { title = 'Other', command = 'other' } },
            }
            callback(nil, results[method] or vim.NIL)
            return true, 1
          end,
          notify = function() return true end,
          is_closing = function() return closing end,
          terminate = function() closing = true end,
        }
      end,
    })
    vim.lsp.enable('other')
  ]])
  editor:open('Receipt.hs')
  equal(editor:run('return #vim.lsp.get_clients({ bufnr = 0 })'), 2, 'servers of the buffer')
  editor:caret('show (net `div`')
  editor:type('v$h<Esc>')
  editor:wait('the selection is made', function()
    return editor:run("return vim.fn.mode() == 'n' and vim.fn.visualmode() == 'v'")
  end)
  local range = editor:run([[
    local line = vim.api.nvim_win_get_cursor(0)[1]
    local client = require('wherein').client()
    return require('wherein.actions').selection(0, { first = line, last = line }, client.offset_encoding).range
  ]])
  -- Each of the ten letters counts for two, whatever its bytes are.
  local before = #'goods net = "' + 2 * 10 + #'  " ++ '
  equal(range.start.character, before, 'the first column')
  local selected = 'show (net `div` 100) ++ "." ++ pad (show (net `mod` 100))'
  equal(range['end'].character, before + #selected, 'the last column')
  editor:type('gv:WhereinExtract<CR>')
  editor:wait('the text changes', function()
    return editor:text() ~= text
  end)
  equal(editor:saved('Receipt.hs'), harness.extracted(text), 'the file')
  equal(editor:said(), {}, 'what was said')
end

function tests.a_killed_server_is_restarted(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  local server = "require('wherein').client()"
  local before = editor:run('return ' .. server .. '.id')
  -- The process of the server is a child of the editor.
  local pid = vim.rpcrequest(editor.channel, 'nvim_get_proc_children', editor:run('return vim.fn.getpid()'))
  assert(#pid == 1, 'one child')
  vim.uv.kill(pid[1], 'sigkill')
  editor:wait('the editor has noticed', function()
    return not editor:run('return ' .. server .. ' ~= nil')
  end)
  editor:command('WhereinRestart')
  editor:wait('a new server is attached', function()
    return editor:run('local client = ' .. server .. ' return client and client.id or 0') > before
  end)
  editor:caret('leaves = undefined')
  editor:command('WhereinGenerate')
  editor:wait('it works', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
end

function tests.the_status_is_said(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  local function status()
    editor:command('messages clear')
    editor:command('WhereinStatus')
    return editor:run("return vim.fn.execute('messages')")
  end
  contains(status(), 'no server is running', 'the status before')
  editor:open('Example.hs')
  contains(status(), ': 1 buffer, root (none), columns in utf-16', 'the status')
end

function tests.health_is_checked(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:command('checkhealth wherein')
  local text = editor:text()
  contains(text, 'program: ', 'the report')
  contains(text, 'version: wherein ', 'the report')
  contains(text, 'running: 1 buffers', 'the report')
  assert(not text:find('ERROR', 1, true), text)
end

function tests.help_is_found(start)
  local editor = start({})
  editor:command('helptags ' .. vim.env.WHEREIN_REPOSITORY .. '/editors/neovim/doc')
  editor:command('help wherein')
  contains(editor:screen(), 'Wherein', 'the help page')
  os.remove(vim.env.WHEREIN_REPOSITORY .. '/editors/neovim/doc/tags')
end

local names = vim.tbl_keys(tests)
table.sort(names)
local failed, wanted = 0, arg[1]
for _, name in ipairs(names) do
  if not wanted or name:find(wanted, 1, true) then
    local editors, begun = {}, vim.uv.hrtime()
    local function start(...)
      editors[#editors + 1] = harness.start(...)
      return editors[#editors]
    end
    local ok, problem = xpcall(tests[name], debug.traceback, start)
    for _, editor in ipairs(editors) do
      editor:quit()
    end
    local seconds = (vim.uv.hrtime() - begun) / 1e9
    io.stdout:write(('neovim: %s: %s (%.1f s)\n'):format(name:gsub('_', ' '), ok and 'ok' or 'FAILED', seconds))
    if not ok then
      failed = failed + 1
      io.stdout:write(problem, '\n')
    end
  end
end
os.exit(failed == 0 and 0 or 1)
