#include "app/register/roll.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <tuple>

#include "app/register/packed_entry.h"

namespace hoshirube {

namespace {

constexpr int kPage = 1000;
constexpr std::size_t kBlockBytes = 1 << 20;
constexpr std::size_t kMaxChanged = 20'000; // More are loaded anew: a search looks at each of them.

// Thirteen digits; 0 for anything else, which is no corporate number.
std::uint64_t to_number(std::string_view digits) {
    std::uint64_t number = 0;
    if (digits.size() != 13) return 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return 0;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

bool contains(std::string_view text, std::string_view part) {
    return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

bool holds(const RegisterEntry& entry, int star, Day today) {
    return std::any_of(entry.certificates.begin(), entry.certificates.end(),
                       [&](const Certificate& c) { return c.star == star && certificate_state(c, today) == "valid"; });
}

bool reads_before(const RegisterEntry& a, const RegisterEntry& b) {
    const auto place = [](const RegisterEntry& e) {
        return std::tie(e.organisation.legal_name_kana, e.organisation.corporate_number);
    };
    return place(a) < place(b);
}

std::uint32_t star_bit(int star) { return star >= 0 && star < 32 ? std::uint32_t{1} << star : 0; }

} // namespace

class Roll::Print {
public:
    struct Line {
        const char* at;
        std::uint32_t size;
        std::uint32_t stars; // A bit for each that was ever held; none where another firm's line came after it.
        std::string_view packed() const { return {at, size}; }
    };

    void add(const RolledEntry& rolled) {
        const auto bytes = pack(rolled);
        if (bytes.size() > free_) {
            free_ = std::max(kBlockBytes, bytes.size());
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_));
            next_ = blocks_.back().get();
        }
        std::memcpy(next_, bytes.data(), bytes.size());
        std::uint32_t stars = 0;
        for (const auto& certificate : rolled.entry.certificates) stars |= star_bit(certificate.star);
        by_number_.emplace_back(to_number(rolled.entry.organisation.corporate_number), static_cast<std::uint32_t>(lines_.size()));
        lines_.push_back({next_, static_cast<std::uint32_t>(bytes.size()), stars});
        next_ += bytes.size();
        free_ -= bytes.size();
    }
    // After the last line.
    void sort() {
        std::sort(by_number_.begin(), by_number_.end());
        by_number_.shrink_to_fit();
        lines_.shrink_to_fit();
    }

    const std::vector<Line>& lines() const { return lines_; }
    std::optional<std::string_view> packed(std::uint64_t number) const {
        const auto at = first(number);
        if (at == by_number_.end() || at->first != number) return std::nullopt;
        return lines_[at->second].packed();
    }
    // A firm that was renamed while the pages were read may stand on two.
    void strike_out(std::uint64_t number) {
        for (auto at = first(number); at != by_number_.end() && at->first == number; ++at) lines_[at->second].stars = 0;
    }

private:
    using ByNumber = std::vector<std::pair<std::uint64_t, std::uint32_t>>;
    ByNumber::const_iterator first(std::uint64_t number) const {
        return std::lower_bound(by_number_.begin(), by_number_.end(), std::pair(number, std::uint32_t{0}));
    }

    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t free_ = 0;
    std::vector<Line> lines_; // In the order of reading.
    ByNumber by_number_;      // Sorted: where in `lines_`.
};

Roll::Roll() = default;
Roll::~Roll() = default;

bool Roll::wants_loading() const { return !is_loaded_ || is_worn_; }

void Roll::change(const RolledEntry& rolled) {
    const auto number = to_number(rolled.entry.organisation.corporate_number);
    print_->strike_out(number);
    changed_[number] = pack(rolled);
    is_worn_ = changed_.size() > kMaxChanged;
}

Result<Done> Roll::load(Database& database, const std::function<bool()>& is_stopping) {
    const auto begin = [&] { return database.begin(Database::Mode::Read, kKeeper); };
    auto print = std::make_unique<Print>();
    auto first = TRY(begin());
    const auto through = TRY(first->events().latest());
    first.reset();
    ReadingPlace after;
    for (std::size_t found = kPage; found == kPage;) { // In many transactions: what changes between them is read anew below.
        if (is_stopping()) return Done{};
        auto transaction = TRY(begin());
        const auto page = TRY(transaction->register_().rolled_after(after, kPage));
        for (const auto& one : page) print->add(one);
        found = page.size();
        if (found > 0) after = {page.back().entry.organisation.legal_name_kana, page.back().entry.organisation.corporate_number};
    }
    print->sort();
    for (;;) {
        const std::int64_t before = through_;
        auto transaction = TRY(begin());
        const auto latest = TRY(transaction->events().latest());
        const auto changed = TRY(transaction->register_().rolled_since(through));
        const std::lock_guard lock(mutex_);
        const bool is_late = is_loaded_ && before <= latest && latest < through_;
        if (is_late) continue; // Somebody looked meanwhile: never go back behind that.
        print_.swap(print);
        changed_.clear();
        is_worn_ = false;
        for (const auto& one : changed) change(one);
        through_ = latest;
        is_loaded_ = true;
        return Done{};
    }
}

Result<bool> Roll::look(Database& database) {
    if (!is_loaded_) return false;
    const std::int64_t through = through_; // Before the transaction: another that looks meanwhile may know of later events.
    auto transaction = TRY(database.begin(Database::Mode::Read, kKeeper));
    const auto latest = TRY(transaction->events().latest());
    if (latest == through) return true;
    if (latest < through) { // Not the database that was loaded: an older one was put in its place.
        is_loaded_ = false;
        return false;
    }
    const auto changed = TRY(transaction->register_().rolled_since(through));
    transaction.reset();
    const std::lock_guard lock(mutex_);
    if (latest <= through_) return true; // Another looked later and was quicker.
    for (const auto& one : changed) change(one);
    through_ = latest;
    return true;
}

std::optional<std::string_view> Roll::packed(std::string_view digits) const {
    const auto number = to_number(digits);
    const auto changed = changed_.find(number);
    if (changed != changed_.end()) return std::string_view(changed->second);
    return print_ ? print_->packed(number) : std::nullopt;
}

std::string Roll::made_once(const std::string& key, const std::function<std::string()>& make) const {
    const std::lock_guard lock(made_mutex_);
    const auto found = made_.find(key);
    return found != made_.end() ? found->second : made_.emplace(key, make()).first->second;
}

std::optional<RegisterEntry> Roll::find(std::string_view corporate_number) const {
    const std::shared_lock lock(mutex_);
    const auto found = packed(corporate_number);
    return found ? std::optional(unpack(*found)) : std::nullopt;
}

std::vector<Certificate> Roll::certificates_among(const std::vector<std::string>& corporate_numbers) const {
    std::vector<Certificate> certificates;
    certificates.reserve(corporate_numbers.size());
    const std::shared_lock lock(mutex_);
    for (const auto& number : corporate_numbers)
        if (const auto found = packed(number)) add_certificates(*found, certificates);
    return certificates;
}

std::vector<RegisterEntry> Roll::look_up(const RegisterSearch& search, int offset, int limit) const {
    std::vector<RegisterEntry> found;
    const auto wanted = static_cast<std::size_t>(std::clamp(limit, 0, 200));
    auto to_skip = std::max(offset, 0);
    const auto take = [&](RegisterEntry&& entry) {
        if (to_skip > 0) --to_skip;
        else found.push_back(std::move(entry));
    };
    // By the names, which cost least to look at, before it is unpacked.
    const auto fits = [&](const RegisterEntry& entry) {
        return (search.prefecture.empty() || entry.organisation.prefecture == search.prefecture) &&
               (search.star == 0 || holds(entry, search.star, search.today));
    };
    const std::shared_lock lock(mutex_);
    CHECK(print_);
    if (to_number(search.key) > 0) {
        const auto one = packed(search.key);
        if (one)
            if (auto entry = unpack(*one); fits(entry)) take(std::move(entry));
        if (found.size() > wanted) found.clear();
        return found;
    }
    std::vector<RegisterEntry> changed;
    for (const auto& [number, bytes] : changed_)
        if (contains(names_of(bytes), search.key))
            if (auto entry = unpack(bytes); fits(entry)) changed.push_back(std::move(entry));
    std::sort(changed.begin(), changed.end(), reads_before);
    auto next_changed = changed.begin();
    const auto stars = search.star == 0 ? ~std::uint32_t{0} : star_bit(search.star);
    for (const auto& line : print_->lines()) {
        if (found.size() >= wanted) break;
        if ((line.stars & stars) == 0 || !contains(names_of(line.packed()), search.key)) continue;
        auto entry = unpack(line.packed());
        if (!fits(entry)) continue;
        while (next_changed != changed.end() && found.size() < wanted && reads_before(*next_changed, entry))
            take(std::move(*next_changed++));
        if (found.size() < wanted) take(std::move(entry));
    }
    while (next_changed != changed.end() && found.size() < wanted) take(std::move(*next_changed++));
    return found;
}

} // namespace hoshirube
