#pragma once

#include <memory>

#include "app/ports.h"
#include "storage/sql/pool.h"

namespace hoshirube::sql {

// All stores on one lent connection, on which a transaction has begun.
std::unique_ptr<Transaction> transaction_on(Pool::Loan loan);

} // namespace hoshirube::sql
