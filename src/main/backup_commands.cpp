#include <nlohmann/json.hpp>

#include "main/backup.h"

namespace hoshirube {

namespace {

const cli::Flag kPassphrase{"--passphrase-file", "FILE", "A file with the passphrase, at least 12 bytes.", false, false};
const cli::Flag kKey{"--key-file", "FILE", "The secret that `backup key` wrote.", false, false};

Result<Done> no_run(cli::Context&, const cli::Arguments&) { return Done{}; } // main's run() knows what these need.

} // namespace

std::vector<cli::Command> backup_commands() {
    return {
        {"backup",
         "Save database, evidence, ledgers and keys of one moment in one locked file, while the server runs.",
         {},
         {{"--out", "FILE", "Where to write it. A file that is there is never written over.", true, false},
          kPassphrase,
          {"--recipient", "KEY", "Lock it for the holder of a key that `backup key` made: this machine cannot open it again.",
           false, false}},
         cli::Needs::Data,
         no_run},
        {"backup verify",
         "Read every byte of a backup and say whether it is whole and unchanged.",
         {{"FILE", "The backup.", false}},
         {kPassphrase, kKey},
         cli::Needs::Nothing,
         [](cli::Context& context, const cli::Arguments& arguments) -> Result<Done> {
             return context.show(TRY(verify_backup(arguments)));
         }},
        {"backup key",
         "Make a pair of keys for backups: the recipient for the server, the secret to be kept elsewhere.",
         {},
         {{"--out", "FILE", "Where the secret goes.", true, false}},
         cli::Needs::Nothing,
         [](cli::Context& context, const cli::Arguments& arguments) -> Result<Done> {
             return context.show(TRY(make_backup_key(arguments)));
         }},
        {"restore",
         "Unpack a backup beside the data folder, check all of it, and only then put it in its place. Its ledgers then wait for `ledger resume`.",
         {{"FILE", "The backup.", false}},
         {kPassphrase,
          kKey,
          {"--replace", "", "Put it in the place of a folder that holds data; that one is kept under another name.", false,
           false},
          {"--accept-damage", "", "Go on though the check found something that is not what it was.", false, false}},
         cli::Needs::Nothing,
         no_run},
        {"ledger resume",
         "Say how the ledgers of a restored folder go on; until then they sign nothing. Name one of the four.",
         {},
         {{"--checkpoint", "FILE", "The newest published checkpoint that anyone kept: it must lie within what was restored.",
           false, true},
          {"--witnesses", "FILE", "A policy file: each of its witnesses must answer, and none may have seen more.", false, false},
          {"--nothing-published", "", "Nothing newer was ever published: on your word, which the audit keeps.", false, false},
          {"--new-ledger", "NAME", "End the old ledger and begin one with a new key under this name.", false, false}},
         cli::Needs::Data,
         no_run},
    };
}

} // namespace hoshirube
