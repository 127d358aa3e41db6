#include "storage/sql/connection.h"

#include <algorithm>
#include <cstring>

namespace hoshirube::sql {

namespace {

std::string_view name_of(Fault fault) {
    switch (fault) {
    case Fault::Unique: return "unique";
    case Fault::ForeignKey: return "foreign_key";
    case Fault::Check: return "check";
    case Fault::Busy: return "busy";
    case Fault::Full: return "full";
    case Fault::Gone: return "gone";
    case Fault::Other: break;
    }
    return "other";
}

constexpr std::size_t kBlockBytes = 4096;

} // namespace

void Rows::add(std::string_view text) {
    if (text.size() > free_) {
        // Blocks double, so that a long answer takes few and a short one little.
        free_ = std::max(text.size(), kBlockBytes << std::min<std::size_t>(blocks_.size(), 6));
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_));
        next_ = blocks_.back().get();
    }
    if (!text.empty()) std::memcpy(next_, text.data(), text.size());
    cells_.emplace_back(std::string_view(next_, text.size()));
    next_ += text.size();
    free_ -= text.size();
}

Error to_error(Fault fault, std::string_view said) {
    const auto detail = std::string(name_of(fault)) + ": " + std::string(said);
    switch (fault) {
    case Fault::Busy: return unavailable("storage.busy", detail);
    case Fault::Full: return unavailable("storage.full", detail);
    case Fault::Gone: return unavailable("storage.unreachable", detail);
    default: return internal(detail);
    }
}

Result<Rows> Connection::query_with(std::string_view statement, Params params) {
    for (const auto& param : params) {
        const auto* text = std::get_if<std::string_view>(&param.value());
        if (text && text->find('\0') != text->npos) {
            has_failed_ = true;
            return internal("a text for the database contains a NUL");
        }
    }
    auto rows = run(statement, params);
    if (!rows) has_failed_ = true;
    return rows;
}

Result<Done> Connection::script(std::string_view statements) {
    auto done = run_script(statements);
    if (!done) has_failed_ = true;
    return done;
}

Result<Done> Connection::begin(Mode mode) {
    has_failed_ = false;
    return run_begin(mode);
}

Result<Done> Connection::commit() {
    if (!has_failed_) return run_commit();
    rollback();
    return internal("a statement of the transaction had failed; it was rolled back");
}

} // namespace hoshirube::sql
