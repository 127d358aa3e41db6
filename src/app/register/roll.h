#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.h"

namespace hoshirube {

// The public register in memory: every firm that holds or held a star, as strangers are shown it. A look-up of ten thousand numbers or of
// a part of a name among a million firms then asks the database for one number.
//
// It follows the events. look() compares the number of the latest one and reads anew each firm that an event since then concerns,
// whatever the event says; so what any process had committed when look() was called stands in every answer after it. What changes a
// row that is shown here must therefore record an event of that organisation, as every act does.
//
// Cost     about 300 bytes a firm; loading a million firms takes up to half a minute of a busy machine, and nobody waits for it.
// Threads  any.
class Roll {
public:
    Roll();
    ~Roll();
    // Reads the whole register and puts it in place of what was there before. Ends early, with nothing changed, once `is_stopping`.
    Result<Done> load(Database&, const std::function<bool()>& is_stopping);
    // Whether load() should be called: nothing is loaded, or so much was changed since that it pays to begin anew.
    bool wants_loading() const;

    // Brings it up to what is committed. False where it is not loaded: ask the database.
    Result<bool> look(Database&);

    // As they stood when look() was last called or later. Keys and what strangers are not shown are empty in what is answered.
    std::optional<RegisterEntry> find(std::string_view corporate_number) const;
    std::vector<Certificate>
    certificates_among(const std::vector<std::string>& corporate_numbers) const; // As RegisterStore; seals are left out.
    std::vector<RegisterEntry> look_up(const RegisterSearch&, int offset, int limit) const; // As RegisterStore.

    // A text that is the same for many entries and for as long as the process lives: what `make` made of this key.
    std::string made_once(const std::string& key, const std::function<std::string()>& make) const;

private:
    // All firms as they were when it was loaded, in the order of reading.
    class Print;
    void change(const RolledEntry&);                                       // While `mutex_` is held alone.
    std::optional<std::string_view> packed(std::string_view number) const; // While it is held.

    mutable std::shared_mutex mutex_;
    std::unique_ptr<Print> print_;                 // Null until it is loaded.
    std::map<std::uint64_t, std::string> changed_; // By corporate number: instead of what stands in the print.
    std::atomic<std::int64_t> through_ = 0;        // The last event that this knows of.
    std::atomic<bool> is_loaded_ = false, is_worn_ = false;
    mutable std::mutex made_mutex_;
    mutable std::map<std::string, std::string> made_;
};

} // namespace hoshirube
