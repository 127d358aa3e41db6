#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h> // madvise: memory only
#endif

namespace hoshirube::graph {

// Memory that starts at a cache line and lies on large pages where the system grants them: the kernels reach
// at random into arrays far larger than what the address cache covers with small pages.
template <class T>
struct LargePages {
    using value_type = T;

    LargePages() = default;
    template <class U>
    LargePages(const LargePages<U>&) {}

    T* allocate(std::size_t count) {
        const std::size_t page = count * sizeof(T) < kLargePage ? kCacheLine : kLargePage;
        const std::size_t bytes = (count * sizeof(T) / page + 1) * page;
        void* memory = std::aligned_alloc(page, bytes);
        if (!memory) throw std::bad_alloc();
#ifdef __linux__
        if (page == kLargePage) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }
    bool operator==(const LargePages&) const = default;

private:
    static constexpr std::size_t kLargePage = std::size_t{2} << 20, kCacheLine = 64;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

// A zeroed array of fixed length for a kernel's inner loop: like LargeVector, but access is never checked.
template <class T>
class LargeArray {
public:
    explicit LargeArray(std::size_t count) : memory_(count) {}
    T* data() { return memory_.data(); }
    const T* data() const { return memory_.data(); }
    T& operator[](std::size_t i) { return memory_.data()[i]; }
    const T& operator[](std::size_t i) const { return memory_.data()[i]; }

private:
    LargeVector<T> memory_;
};

} // namespace hoshirube::graph
